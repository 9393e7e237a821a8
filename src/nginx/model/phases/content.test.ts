import { expect, test } from 'vitest';
import { endOf, serve } from '../trace.fixture.ts';

test.each([
  ['location / { proxy_pass http://b; }', 'proxy GET / HTTP/1.0'],
  ['location / { fastcgi_pass b; }', 'fastcgi_pass'],
  ['location / { grpc_pass b; }', 'grpc_pass'],
  ['location / { stub_status; }', '200'],
  ['location / { empty_gif; }', '200'],
  ['location / { js_content main.js; }', 'unknown: js_content: it answers in a way of its own'],
])('%s: %s', (lines, expected) => {
  expect(endOf(serve(lines, '/'))).toBe(expected);
});

test('modules that answer by themselves take GET and HEAD', () => {
  const ends = ['GET', 'HEAD', 'POST'].map((method) =>
    endOf(serve('location / { empty_gif; }', '/', { method })),
  );
  expect(ends).toEqual(['200', '200', '405']);
});

test('a second if that holds forgets where the proxy_pass of the first leads', () => {
  const lines =
    'location / { if ($arg_a) { proxy_pass http://b; } if ($arg_b) { set $x 1; } return 404; }';
  const inFirst = lines.replace('return 404;', '');
  expect(endOf(serve(inFirst, '/?a=1'))).toBe('proxy GET /?a=1 HTTP/1.0');
  expect(endOf(serve(inFirst, '/?a=1&b=1'))).toBe('500');
  expect(endOf(serve(lines, '/?a=1'))).toBe('404');
});
