import { expect, test } from 'vitest';
import { handlerOf } from './handlers.ts';
import { inServer, lineOf, modelOf } from './trace.fixture.ts';

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

test('if and limit_except take over the proxy_pass of their location, a nested location does not', () => {
  const lines =
    'location / {\nproxy_pass http://a; if ($a) { } limit_except GET { } location /b { } }';
  expect(handlerLine(lines, 'if')).toBe(2);
  expect(handlerLine(lines, 'limit_except')).toBe(2);
  expect(handlerLine(lines, 'location')).toBeUndefined();
});
