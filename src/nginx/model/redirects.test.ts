import { describe, expect, test } from 'vitest';
import { endOf, serve } from './trace.fixture.ts';

const SLASH = 'location "/a b/" { proxy_pass http://c; }';

describe('what nginx makes a redirect of', () => {
  test.each([
    ['1.21.0', '301 http://a.test/a%20b/?q'],
    ['1.20.2', '301 http://a.test/a b/?q'],
  ])('in %s: %s', (version, expected) => {
    expect(endOf(serve(SLASH, '/a%20b?q', { version }))).toBe(expected);
  });
});

describe('Location as it is sent', () => {
  const RETURN = 'return 301 /x;';
  test.each([
    ['http://a.test/', '', 'http://a.test/x'],
    ['http://A.test./', '', 'http://a.test/x'],
    ['http://a.test/', 'absolute_redirect off;', '/x'],
    ['http://other.test/', 'server_name_in_redirect on;', 'http://a.test/x'],
    ['http://other.test/', '', 'http://other.test/x'],
  ])('%s, %s: %s', (url, settings, expected) => {
    expect(endOf(serve(`${settings} ${RETURN}`, url))).toBe(`301 ${expected}`);
  });

  test('the port is that of the connection, unless it is the usual one', () => {
    const lines = `listen 8080; ${RETURN}`;
    expect(endOf(serve(lines, 'http://a.test:8080/'))).toBe('301 http://a.test:8080/x');
    expect(endOf(serve(`port_in_redirect off; ${lines}`, 'http://a.test:8080/'))).toBe(
      '301 http://a.test/x',
    );
    expect(endOf(serve(`listen 443 ssl; ${RETURN}`, 'https://a.test/'))).toBe(
      '301 https://a.test/x',
    );
    expect(endOf(serve(`listen 8443 ssl; ${RETURN}`, 'https://a.test:8443/'))).toBe(
      '301 https://a.test:8443/x',
    );
  });

  test('without Host it is the address', () => {
    expect(endOf(serve(RETURN, '/', { host: null, httpVersion: '1.0' }))).toBe(
      '301 http://127.0.0.1/x',
    );
  });

  test('what is no path is sent as it stands', () => {
    expect(endOf(serve('return 301 https://b.test/;', '/'))).toBe('301 https://b.test/');
    expect(endOf(serve('return 301 x;', '/'))).toBe('301 x');
  });
});
