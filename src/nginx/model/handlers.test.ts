import { expect, test } from 'vitest';
import { handlerOf } from './handlers.ts';
import { endOf, inServer, lineOf, modelOf, serve } from './trace.fixture.ts';

function handlerLine(lines: string, inner?: string): number | undefined {
  const server = modelOf(inServer(lines)).http?.blocks('server')[0];
  const location = server?.blocks('location')[0];
  const level = inner === undefined ? location : location?.blocks(inner)[0];
  if (level === undefined) throw new Error('There is no such block.');
  return lineOf(handlerOf(level));
}

test('the last line that sets a handler counts', () => {
  expect(handlerLine('location / {\nproxy_pass http://a;\nempty_gif;\n}')).toBe(3);
  expect(handlerLine('location / {\nreturn 200;\n}')).toBeUndefined();
});

test('limit_except takes over the proxy_pass of its location, and nothing else', () => {
  const lines =
    'location / {\nproxy_pass http://a; if ($a) { } limit_except GET { } location /b { } }';
  expect(handlerLine(lines, 'limit_except')).toBe(2);
  expect(handlerLine(lines, 'if')).toBeUndefined();
  expect(handlerLine(lines, 'location')).toBeUndefined();
  expect(handlerLine('location / { empty_gif; limit_except GET { } }', 'limit_except')).toBe(
    undefined,
  );
});

test.each([
  ['proxy_pass http://a; if ($uri) { }', 'proxy'],
  ['if ($uri) { }\nstub_status;', '200'],
  // The handler of the first stays, and has nowhere to lead in the second.
  ['if ($uri) { proxy_pass http://a; } if ($host) { }\nstub_status;', '500'],
  ['if ($uri) { proxy_pass http://a; } if ($host) { }\nproxy_pass http://b;', 'proxy'],
])('the handler that stays where an if holds: %s', (lines, expected) => {
  expect(endOf(serve(`location / { ${lines} }`, '/')).split(' ')[0]).toBe(expected);
});
