import { describe, expect, test } from 'vitest';
import { endOf, serve } from '../trace.fixture.ts';

const NEW = 'location /new { return 302 "=$uri?$args"; }';

describe('captures in the arguments of a rewrite', () => {
  test.each([
    // Escaped where the path held a % or a +.
    ['/a%20b', '1.26.3', '302 =/new/a b?q=a%20b'],
    ['/a%26b', '1.26.3', '302 =/new/a&b?q=a%26b'],
    ['/a&b', '1.26.3', '302 =/new/a&b?q=a&b'],
    ['/a+b', '1.26.3', '302 =/new/a+b?q=a%2Bb'],
    ['/%3Ca', '1.26.3', '302 =/new/<a?q=%3Ca'],
    ['/%3Ca', '1.18.0', '302 =/new/<a?q=<a'],
  ])('%s in %s: %s', (path, version, expected) => {
    const lines = `rewrite ^/(?!new)(.*) /new/$1?q=$1; ${NEW}`;
    expect(endOf(serve(lines, path, { version }))).toBe(expected);
  });
});

test('set escapes, until a rewrite has matched', () => {
  const before = 'if ($uri ~ ^/(.*)) { set $a $1; } return 302 "=$a";';
  expect(endOf(serve(before, '/a%20b'))).toBe('302 =a%20b');
  const after = 'rewrite ^/(.*) /$1; if ($uri ~ ^/(.*)) { set $a $1; } return 302 "=$a";';
  expect(endOf(serve(after, '/a%20b'))).toBe('302 =a b');
});

test('variables are never escaped', () => {
  expect(endOf(serve('set $a $uri; return 302 "=$a";', '/a%20b'))).toBe('302 =/a b');
});
