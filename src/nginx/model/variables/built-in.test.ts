import { describe, expect, test } from 'vitest';
import { type Asked, endOf, expand, serve } from '../trace.fixture.ts';

const ASKED: Asked = {
  headers: ['Content-Length: 3', 'Content-Type: text/plain', 'Authorization: Basic dXNlcjpwYXNz'],
  method: 'POST',
};

describe('of a plain request', () => {
  test.each([
    ['host', 'a.test'],
    ['uri', '/a b'],
    ['document_uri', '/a b'],
    ['args', 'x=%20'],
    ['query_string', 'x=%20'],
    ['is_args', '?'],
    ['request_uri', '/./a%20b?x=%20'],
    ['request_method', 'POST'],
    ['request', 'POST /./a%20b?x=%20 HTTP/1.1'],
    ['server_protocol', 'HTTP/1.1'],
    ['scheme', 'http'],
    ['https', ''],
    ['ssl_server_name', ''],
    ['http2', ''],
    ['http3', ''],
    ['server_name', 'a.test'],
    ['server_port', '80'],
    ['server_addr', '127.0.0.1'],
    ['remote_addr', '192.0.2.7'],
    ['remote_port', '50000'],
    ['binary_remote_addr', '\xc0\0\x02\x07'],
    ['realip_remote_addr', '192.0.2.7'],
    ['realip_remote_port', '50000'],
    ['remote_user', 'user'],
    ['content_length', '3'],
    ['content_type', 'text/plain'],
    ['document_root', '/r'],
    ['request_filename', '/r/a b'],
    ['nginx_version', '1.26.3'],
    ['pipe', '.'],
    ['limit_rate', '0'],
    ['proxy_host', ''],
    ['proxy_port', ''],
    ['proxy_add_x_forwarded_for', '192.0.2.7'],
  ])('$%s is %j', (name, expected) => {
    expect(expand(`$${name}`, '/./a%20b?x=%20', ASKED, 'root /r;')).toBe(expected);
  });
});

test('over TLS', () => {
  const text = '$scheme $https $ssl_server_name $server_port';
  expect(expand(text, 'wss://a.test:8443/', {}, 'listen 8443 ssl;')).toBe('https on a.test 8443');
});

test('the host is that of the request without its port, else the name of the server', () => {
  const hosts = [{ host: 'B.Test:81' }, { host: null, httpVersion: '1.0' } as const];
  expect(hosts.map((asked) => expand('$host $http_host', '/', asked))).toEqual([
    'b.test B.Test:81',
    'a.test ',
  ]);
  expect(expand('$host', '/', { target: 'http://c.test/' })).toBe('c.test');
});

test('who sent no user, or a broken one, is nobody', () => {
  const of = (authorization: string): string =>
    expand('$remote_user', '/', { headers: [`Authorization: ${authorization}`] });
  expect(['Bearer dTpw', 'Basic', 'Basic OnA=', 'basic dTpw'].map(of)).toEqual(['', '', '', 'u']);
});

test('the length of a body in chunks is not known yet', () => {
  const headers = ['Transfer-Encoding: chunked'];
  expect(expand('$content_length', '/', { headers })).toMatch(/^unknown: \$content_length/);
});

test('$request_method is GET after an error_page, even if it was asked for before', () => {
  const lines = `error_page 404 /e; location / { set $a $request_method; return 404; }
    location = /e { return 302 "=$a-$request_method"; }`;
  expect(endOf(serve(lines, '/', { method: 'POST' }))).toBe('302 =POST-GET');
});
