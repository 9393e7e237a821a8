import { describe, expect, test } from 'vitest';
import { endOf, lineOf, serve } from '../trace.fixture.ts';

const PAGE = 'location = /e { return 302 "=$uri-$args-$request_method"; }';

describe('what an error is answered with', () => {
  test.each([
    ['return 404;', '404'],
    [`error_page 404 /e; ${PAGE} location / { return 404; }`, '302 =/e--GET'],
    [`error_page 404 /e?a=$uri; ${PAGE} location / { return 404; }`, '302 =/e-a=/x-GET'],
    [`error_page 403 404 /e; ${PAGE} location / { return 404; }`, '302 =/e--GET'],
    [`error_page 403 /e; ${PAGE} location / { return 404; }`, '404'],
    // The first line that names the status.
    ['error_page 404 =302 first; error_page 404 =302 second; return 404;', '302 first'],
    ['error_page 404 there; return 404;', '302 there'],
    ['error_page 404 =301 there; return 404;', '301 there'],
    ['error_page 404 =200 there; return 404;', '302 there'],
  ])('%s: %s', (lines, expected) => {
    expect(endOf(serve(lines, '/x'))).toBe(expected);
  });

  test('a response of the page keeps the status, or has the one that is set', () => {
    const lines = (set: string): string =>
      `error_page 404 ${set} /e; location = /e { return 200 page; } location / { return 404; }`;
    const ends = ['', '=201', '='].map((set) => endOf(serve(lines(set), '/')));
    expect(ends).toEqual(['404', '201', '200']);
  });
});

test('the return that leads to a page is told of before it', () => {
  const { steps } = serve(`error_page 404 /e; ${PAGE} location / { return 404; }`, '/x');
  const at = steps.findIndex(({ kind }) => kind === 'error-page');
  expect(steps[at - 1]?.text).toBe('return 404');
});

test('POST becomes GET on another path, HEAD stays; a named location changes nothing', () => {
  const lines = `error_page 404 /e; ${PAGE} location / { return 404; }`;
  expect(endOf(serve(lines, '/', { method: 'POST' }))).toBe('302 =/e--GET');
  expect(endOf(serve(lines, '/', { method: 'HEAD' }))).toBe('302 =/e--HEAD');
  const named =
    'error_page 404 @e; location @e { return 302 "=$uri-$request_method"; } location / { return 404; }';
  expect(endOf(serve(named, '/x', { method: 'POST' }))).toBe('302 =/x-POST');
});

describe('an error on the way to a page', () => {
  const lines = (recursive: string): string => `${recursive} error_page 404 /a; error_page 403 /b;
    location = /a { return 403; } location = /b { return 302 b; } location / { return 404; }`;

  test('has none of its own, unless recursive_error_pages is on', () => {
    expect(endOf(serve(lines(''), '/'))).toBe('403');
    expect(endOf(serve(lines('recursive_error_pages on;'), '/'))).toBe('302 b');
  });

  test('that leads back for ever is 500', () => {
    const cycle = `recursive_error_pages on; error_page 404 /a; location / { return 404; }`;
    expect(endOf(serve(cycle, '/'))).toBe('500');
  });
});

test('statuses of nginx itself are sent as 400', () => {
  const lines = 'listen 443 ssl;';
  expect(endOf(serve(lines, 'http://a.test:443/'))).toBe('400');
  const page = `${lines} error_page 497 =301 https://$host$request_uri;`;
  expect(endOf(serve(page, 'http://a.test:443/x'))).toBe('301 https://a.test/x');
  const kept = `${lines} error_page 497 /e; location = /e { return 200 page; }`;
  expect(endOf(serve(kept, 'http://a.test:443/x'))).toBe('400');
});

test('the step names the line', () => {
  const { steps } = serve(`\nerror_page 404 /e; ${PAGE} location / { return 404; }`, '/');
  const [step] = steps.filter(({ kind }) => kind === 'error-page');
  expect([step?.text, lineOf(step?.at)]).toEqual(['404 goes on to /e', 2]);
});
