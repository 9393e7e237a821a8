import { describe, expect, test } from 'vitest';
import { endOf, patternOf, serve } from '../trace.fixture.ts';

const TELL = 'return 302 "=$uri?$args";';
const NEW = `location /new { ${TELL} }`;

describe('flags', () => {
  test.each([
    // The lines behind it are run, and then another location is looked for.
    [`location / { rewrite ^ /new; rewrite ^/new /new/2; ${TELL} } ${NEW}`, '302 =/new/2?'],
    [`location / { rewrite ^ /new last; ${TELL} } ${NEW}`, '302 =/new?'],
    [`location / { rewrite ^ /new.txt break; ${TELL} } ${NEW}`, 'file html/new.txt or 404'],
    [`location / { rewrite ^ /new redirect; }`, '302 http://a.test/new'],
    [`location / { rewrite ^ /new permanent; }`, '301 http://a.test/new'],
    [`location / { rewrite ^ http://b.test/new; }`, '302 http://b.test/new'],
    [`location / { rewrite ^ https://b.test/new last; }`, '302 https://b.test/new'],
    [`location / { rewrite ^ $scheme://b.test/new; }`, '302 http://b.test/new'],
    [`rewrite ^/other /new; location / { ${TELL} }`, '302 =/old?'],
    [`rewrite ^ /new; ${NEW}`, '302 =/new?'],
    [`rewrite ^ $arg_none;`, '500'],
  ])('%s: %s', (lines, expected) => {
    expect(endOf(serve(lines, '/old'))).toBe(expected);
  });
});

describe('arguments', () => {
  test.each([
    ['rewrite ^ /new;', '/old?a=1', '302 =/new?a=1'],
    ['rewrite ^ /new?b=2;', '/old?a=1', '302 =/new?b=2&a=1'],
    ['rewrite ^ /new?b=2;', '/old', '302 =/new?b=2'],
    ['rewrite ^ /new?;', '/old?a=1', '302 =/new?'],
    ['rewrite ^ /new?b=2?;', '/old?a=1', '302 =/new?b=2'],
    ['rewrite ^ /new redirect;', '/old?a=1', '302 http://a.test/new?a=1'],
    ['rewrite ^ /new?b redirect;', '/old?a=1', '302 http://a.test/new?b&a=1'],
    ['rewrite ^ /new? redirect;', '/old?a=1', '302 http://a.test/new'],
    ['rewrite ^/(?<rest>.*) /new?q=$1&r=$rest;', '/old', '302 =/new?q=old&r=old'],
  ])('%s for %s: %s', (line, path, expected) => {
    expect(endOf(serve(`${line} ${NEW}`, path))).toBe(expected);
  });
});

test('after break a URI part of proxy_pass has no effect', () => {
  const lines = 'location /a/ { rewrite ^/a/(.*) /b/$1 break; proxy_pass http://c/d; }';
  const traced = serve(lines, '/a/x?q');
  expect([endOf(traced), patternOf(traced)]).toEqual(['proxy GET /b/x?q HTTP/1.0', '/a/']);
});

test('break ends the lines of its level alone', () => {
  expect(endOf(serve(`break; return 403; location / { ${TELL} }`, '/'))).toBe('302 =/?');
  expect(endOf(serve(`location / { break; return 403; }`, '/', { disk: {} }))).toBe('404');
  expect(endOf(serve(`location / { rewrite ^ /new; break; } ${NEW}`, '/', { disk: {} }))).toBe(
    '404',
  );
});

test('an expression that does not match forgets the captures of the one before', () => {
  const lines = `if ($uri ~ ^/(.)) { } rewrite ^/none /x; return 302 "=$1";`;
  expect(endOf(serve(lines, '/a'))).toBe('302 =');
});
