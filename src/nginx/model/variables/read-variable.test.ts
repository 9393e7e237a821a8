import { describe, expect, test } from 'vitest';
import { endOf, inServer, lineOf, serve, tell, traceOf } from '../trace.fixture.ts';

const MAP = 'map $arg_a $mapped { default none; x "<$arg_b>"; }';

test('a map is computed once in a request', () => {
  const lines = 'set $first $mapped; set $args a=y; return 302 "=$first $mapped";';
  expect(endOf(traceOf(inServer(lines, MAP), '/?a=x&b=1'))).toBe('302 =<1> <1>');
});

test('a volatile map is computed anew', () => {
  const map = MAP.replace('{', '{ volatile;');
  const lines = 'set $first $mapped; set $args a=y; return 302 "=$first $mapped";';
  expect(endOf(traceOf(inServer(lines, map), '/?a=x&b=1'))).toBe('302 =<1> none');
});

test('a variable that is set goes before a map of its name, and before a built-in', () => {
  expect(endOf(traceOf(inServer('set $mapped 1; return 302 "=$mapped";', MAP), '/'))).toBe(
    '302 =1',
  );
});

describe('what only a running nginx has', () => {
  test.each([
    ['js_set $v main.v;', 'it is what js_set makes of it'],
    ['perl_set $V "sub { }";', 'it is what perl_set makes of it'],
  ])('%s', (line, why) => {
    const { outcome } = traceOf(inServer('return 302 "=$v";', line), '/');
    if (outcome.kind !== 'response' || outcome.redirect === undefined)
      throw new Error('It returns.');
    expect(tell(outcome.redirect)).toBe(`unknown: $v: ${why}`);
    expect(outcome.redirect.from.map(lineOf)).toEqual([1]);
  });

  test('what Lua or auth_request sets in any location', () => {
    const lines =
      'location / { location /a { auth_request_set $v $upstream_x; } } return 302 "=$v";';
    expect(endOf(serve(lines, '/'))).toContain('it is what auth_request_set makes of it');
  });
});

test('a variable of a set or a named group that was not met is empty', () => {
  const lines = 'if ($arg_none) { set $a 1; } if ($uri ~ "^/(?<b>x)") { } return 302 "=$a$b";';
  expect(endOf(serve(lines, '/'))).toBe('302 =');
});

test('a variable that nobody defines is not known', () => {
  expect(endOf(serve('return 302 "=$nothing";', '/'))).toBe(
    '302 unknown: $nothing: neither nginx nor this configuration defines it',
  );
});
