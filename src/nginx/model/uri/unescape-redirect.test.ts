import { expect, test } from 'vitest';
import { unescapeRedirect } from './unescape-redirect.ts';

test.each([
  ['/a%2Fb%7E', '/a/b~'],
  ['/%20%25%7F%E9', '/%20%25%7F%E9'],
  ['/a?%2F', '/a?%2F'],
  ['/a%3f%2F', '/a?%2F'],
  ['/%zz', '/zz'],
  ['/%%41', '/%41'],
  ['/%4z%41', '/A'],
  ['/%4', '/'],
  ['/%', '/'],
])('%s becomes %s', (location, expected) => {
  expect(unescapeRedirect(location)).toBe(expected);
});
