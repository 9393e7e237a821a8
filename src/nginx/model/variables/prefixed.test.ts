import { describe, expect, test } from 'vitest';
import { expand } from '../trace.fixture.ts';

describe('headers', () => {
  const headers = [
    'X-Two: 1',
    'x-two: 2',
    'X-Forwarded-For: a',
    'X-Forwarded-For: b',
    'Cookie: a=1',
    'Cookie: b=2',
  ];
  const value = (text: string, version: string): string => expand(text, '/', { headers, version });

  test.each([
    ['1.22.1', '1'],
    ['1.23.0', '1, 2'],
  ])('of one name in %s: %s', (version, expected) => {
    expect(value('$http_x_two', version)).toBe(expected);
    expect(value('$http_x_forwarded_for', version)).toBe('a, b');
    expect(value('$http_cookie', version)).toBe('a=1; b=2');
    expect(value('$http_none', version)).toBe('');
  });

  test('names are asked for in any case', () => {
    expect(value('$HTTP_X_Two', '1.26.3')).toBe('1, 2');
  });
});

test.each([
  ['/?a=1&A=2', '1'],
  ['/?xa=0&A=2', '2'],
  ['/?a', ''],
  ['/?a=', ''],
  ['/?b&a=x=y', 'x=y'],
  ['/', ''],
  ['/?a=%20', '%20'],
])('$arg_a of %s is %j', (path, expected) => {
  expect(expand('$arg_a', path)).toBe(expected);
});

test.each([
  ['a=1; b=2', '1'],
  ['b=2;a=1', '1'],
  ['A=1', '1'],
  ['aa=1', ''],
  ['a', ''],
])('$cookie_a of %j is %j', (cookie, expected) => {
  expect(expand('$cookie_a', '/', { headers: [`Cookie: ${cookie}`] })).toBe(expected);
});
