import { expect, test } from 'vitest';
import { endOf, patternOf, serve } from '../trace.fixture.ts';

test('a rewrite of the server comes before the location, one of the location leads to another', () => {
  const lines = `rewrite ^/old/(.*) /new/$1; location /new/ { rewrite ^/new/x /last; }
    location /last { return 302 "=$uri"; } location /old { return 302 old; }`;
  const traced = serve(lines, '/old/x');
  expect([patternOf(traced), endOf(traced)]).toEqual(['/last', '302 =/last']);
  expect(traced.steps.map(({ kind }) => kind)).toEqual([
    'rewrite',
    'location',
    'rewrite',
    'location',
  ]);
});

test('ten changes of the URI are enough', () => {
  const lines = (most: number): string =>
    `location / { rewrite "^/(x{0,${most - 1}})$" /x$1 last; return 302 "=$uri"; }`;
  expect(endOf(serve(lines(10), '/'))).toBe('302 =/xxxxxxxxxx');
  expect(endOf(serve(lines(11), '/'))).toBe('500');
});

test('a location is left by an internal redirect; the server is rewritten anew', () => {
  const lines = `rewrite ^/e$ /f; error_page 404 /e; location /f { return 302 f; }
    location /e { return 302 e; } location / { return 404; }`;
  expect(endOf(serve(lines, '/'))).toBe('302 f');
});
