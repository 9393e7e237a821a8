import { describe, expect, test } from 'vitest';
import { endOf, serve } from '../trace.fixture.ts';

/** The target that goes upstream. */
function uri(lines: string, path: string, version = '1.26.3'): string {
  return endOf(serve(lines, path, { version })).replace(/^proxy GET (.*) HTTP.*$/, '$1');
}

describe('no URI part: what was sent', () => {
  const LINES = 'location / { proxy_pass http://b; }';
  test.each(['/a%20b?c=%2F', '//a//../b', '/a?', '/a#b', '/?a?b'])('%s', (path) => {
    expect(uri(LINES, path)).toBe(path);
  });

  test('of an absolute target its path', () => {
    const of = (target: string): string => endOf(serve(LINES, '/', { target }));
    expect(of('http://a.test/x?y')).toBe('proxy GET /x?y HTTP/1.0');
    expect(of('http://a.test')).toBe('proxy GET / HTTP/1.0');
  });
});

describe('a URI part stands for the prefix of the location', () => {
  test.each([
    ['location /ws/ { proxy_pass http://b/; }', '/ws/a?c', '/a?c'],
    ['location /ws/ { proxy_pass http://b/api; }', '/ws/a', '/apia'],
    ['location /ws { proxy_pass http://b/; }', '/ws/a', '//a'],
    ['location = /ws { proxy_pass http://b/api; }', '/ws?c', '/api?c'],
    ['location /ws/ { proxy_pass http://b/api?x=1; }', '/ws/a?c', '/api?x=1a?c'],
    ['location /ws/ { proxy_pass http://b/; }', '//ws/./a%20b', '/a%20b'],
    ['location /ws/ { proxy_pass http://b/; }', '/ws/%25%3F%23', '/%25%3F%23'],
    ['location /a { location /a/b/ { proxy_pass http://b/; } }', '/a/b/c', '/c'],
  ])('%s for %s: %s', (lines, path, expected) => {
    expect(uri(lines, path)).toBe(expected);
  });
});

describe('with variables', () => {
  test.each([
    ['http://$host/fixed', '/fixed'],
    ['http://$host', '/ws/%61?c'],
    ['http://$host$uri', '/ws/a'],
    ['http://$host/$uri$is_args$args', '//ws/a?c'],
  ])('%s: %s', (url, expected) => {
    expect(uri(`resolver 127.0.0.1; location / { proxy_pass ${url}; }`, '/ws/%61?c')).toBe(
      expected,
    );
  });
});

describe('a path that was changed', () => {
  test.each([
    ['location / { rewrite ^/a(.*) /b$1 break; proxy_pass http://b; }', '/a%20c?d', '/b%20c?d'],
    ['location / { rewrite ^/a(.*) /b$1 break; proxy_pass http://b/x; }', '/a?d', '/b?d'],
    ['rewrite ^/a(.*) /b$1; location /b { proxy_pass http://b/x/; }', '/a/c', '/x//c'],
    ['rewrite ^/a(.*) /b$1; location /b { proxy_pass http://b; }', '/a/%3F', '/b/%3F'],
    ['location / { rewrite ^ /x?y break; proxy_pass http://b; }', '/a?d', '/x?y&d'],
  ])('%s for %s: %s', (lines, path, expected) => {
    expect(uri(lines, path)).toBe(expected);
  });
});

describe('the method', () => {
  test.each([
    ['', 'POST', 'POST'],
    ['proxy_method PUT;', 'POST', 'PUT'],
    ['proxy_method $arg_m;', 'POST', 'LOCK'],
    ['proxy_cache zone;', 'HEAD', 'GET'],
    ['proxy_cache zone; proxy_cache_convert_head off;', 'HEAD', 'HEAD'],
    ['', 'HEAD', 'HEAD'],
  ])('%j for %s: %s', (setting, method, expected) => {
    const lines = `${setting} location / { proxy_pass http://b; }`;
    expect(endOf(serve(lines, '/?m=LOCK', { method }))).toBe(`proxy ${expected} /?m=LOCK HTTP/1.0`);
  });
});

describe('the version of HTTP', () => {
  test.each([
    ['', '1.29.6', '1.0'],
    ['', '1.29.7', '1.1'],
    ['proxy_http_version 1.1;', '1.29.6', '1.1'],
    ['proxy_http_version 1.0;', '1.29.7', '1.0'],
    ['proxy_http_version 2;', '1.29.7', '2'],
  ])('%j in %s: %s', (setting, version, expected) => {
    const { passing } = serve(`${setting} location / { proxy_pass http://b; }`, '/', { version });
    expect(passing?.request?.httpVersion).toBe(expected);
  });
});
