import { describe, expect, test } from 'vitest';
import { type Asked, endOf, expand, traceOf } from './trace.fixture.ts';

const TWO = `http {
  server { listen 80 default_server; server_name default.test; underscores_in_headers on;
    error_page 400 =302 "bad $request_uri|$uri|$http_a_b|$host"; return 302 default; }
  server { listen 80; server_name a.test; error_page 400 =302 named; return 302 named; }
}`;

function end(url: string, asked: Asked = {}): string {
  return endOf(traceOf(TWO, url, asked));
}

describe('requests that are refused before a location is looked for', () => {
  test.each(['/%zz', '/../x', 'x', '*'])(
    'a bad target %s: no header was read, and nothing of the target',
    (target) => {
      expect(end('/', { target, headers: ['a_b: 1'] })).toBe('302 bad |||default.test');
    },
  );

  test('a bad host: the default server answers, with the target', () => {
    expect(end('/%61', { host: 'a/b', headers: ['a_b: 1'] })).toBe('302 bad /%61|/a||default.test');
    expect(end('/', { host: '' })).toBe('302 bad /|/||default.test');
  });

  test('HTTP/1.1 needs a host, HTTP/1.0 does not', () => {
    expect(end('/', { host: null })).toMatch(/^302 bad/);
    expect(end('/', { host: null, httpVersion: '1.0' })).toBe('302 default');
  });

  test('an absolute target goes before Host', () => {
    expect(end('/', { target: 'http://default.test/', host: 'a.test' })).toBe('302 default');
    expect(end('/', { target: 'http://a.test/', host: 'default.test' })).toBe('302 named');
  });

  test('TRACE and CONNECT are answered by no server', () => {
    expect(end('/', { method: 'TRACE' })).toBe('405');
  });
});

const TLS = `http { ssl_certificate c; ssl_certificate_key k;
  server { listen 443 ssl default_server; server_name default.test; return 302 default; }
  server { listen 443 ssl; server_name a.test; return 302 named; }
  server { listen 443; server_name client.test; ssl_verify_client on; return 302 client; }
  server { listen 443; server_name reject.test; ssl_reject_handshake on; }
  server { listen 80; server_name a.test; return 302 plain; }
}`;

describe('TLS', () => {
  test.each([
    ['https://a.test/', {}, '302 named'],
    ['https://b.test/', {}, '302 default'],
    // Another Host than the name of the handshake may lead elsewhere.
    ['https://a.test/', { host: 'default.test' }, '302 default'],
    ['https://client.test/', {}, '400'],
    ['https://client.test/', { host: 'a.test' }, '302 named'],
    ['https://a.test/', { host: 'client.test' }, '421'],
    ['http://a.test:443/', {}, '400'],
    ['https://reject.test/', {}, 'unreachable: ssl_reject_handshake ends the TLS handshake'],
    ['https://a.test:80/', {}, 'unreachable: 0.0.0.0:80 does not speak TLS'],
    ['http://a.test/', {}, '302 plain'],
  ])('%s with %j: %s', (url, asked, expected) => {
    expect(endOf(traceOf(TLS, url, asked))).toBe(expected);
  });
});

test('nothing listens, or there is no http block', () => {
  expect(endOf(traceOf(TWO, 'http://a.test:81/'))).toMatch(/^unreachable: Nothing listens on/);
  expect(endOf(traceOf('events { }', '/'))).toBe(
    'unreachable: the configuration has no http block',
  );
});

test('the name of a server may capture', () => {
  const text =
    'http { server { listen 80; server_name ~^(?<sub>.+)\\.b\\.test$; return 302 "=$sub-$1"; } }';
  expect(endOf(traceOf(text, 'http://x.b.test/'))).toBe('302 =x-x');
});

test('the address decides before the name', () => {
  const text = `http { server { listen 80; server_name a.test; return 302 wildcard; }
    server { listen 10.0.0.1:80; server_name b.test; return 302 address; } }`;
  expect(endOf(traceOf(text, '/', { address: '10.0.0.1' }))).toBe('302 address');
  expect(endOf(traceOf(text, '/', { address: '10.0.0.2' }))).toBe('302 wildcard');
});

test('merge_slashes is that of the server that the connection came to', () => {
  expect(expand('$uri', '//a//b', {}, 'merge_slashes off;')).toBe('//a//b');
  expect(expand('$uri', '//a//b')).toBe('/a/b');
});
