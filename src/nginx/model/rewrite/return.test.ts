import { expect, test } from 'vitest';
import { endOf, lineOf, serve } from '../trace.fixture.ts';

test.each([
  ['return 204;', '204'],
  ['return 200 text;', '200'],
  ['return 404;', '404'],
  ['return 444;', '444'],
  ['return 301 /x;', '301 http://a.test/x'],
  ['return 308 https://b.test$request_uri;', '308 https://b.test/p?q'],
  ['return http://b.test/;', '302 http://b.test/'],
  ['return $scheme://b.test/;', '302 http://b.test/'],
  ['return 302 "";', '302 '],
  // A status that no redirect has: what follows is a text.
  ['return 304 /x;', '304'],
  ['return 418 /x;', '418'],
])('%s: %s', (line, expected) => {
  expect(endOf(serve(line, '/p?q'))).toBe(expected);
});

test('a status with a text has no error_page, a bare one has', () => {
  const page = 'error_page 404 =302 page;';
  expect(endOf(serve(`${page} return 404;`, '/'))).toBe('302 page');
  expect(endOf(serve(`${page} return 404 "";`, '/'))).toBe('302 page');
  expect(endOf(serve(`${page} return 404 text;`, '/'))).toBe('404');
});

test('it names its line', () => {
  const { outcome } = serve('\nreturn 404;', '/');
  expect(outcome).toMatchObject({ why: 'return 404' });
  expect(outcome.kind === 'response' ? lineOf(outcome.at) : 0).toBe(2);
});
