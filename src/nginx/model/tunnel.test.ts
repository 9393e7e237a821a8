import { expect, test } from 'vitest';
import { lineOf, serve } from './trace.fixture.ts';
import { tunnelCost } from './tunnel.ts';

test('60 s for everything where nothing is written', () => {
  const { timeouts } = serve('location / { proxy_pass http://b; }', '/');
  const none = { ms: 60_000, at: undefined };
  expect(timeouts).toEqual({ connect: none, read: none, send: none, client: none });
});

test('what is in effect where the request is served, and its line', () => {
  const { timeouts } = serve(
    `proxy_read_timeout 1h;\nproxy_send_timeout 500ms;\nsend_timeout 90;
location / { proxy_pass http://b; proxy_connect_timeout 5s;
proxy_read_timeout 1d; }`,
    '/',
  );
  const told = Object.entries(timeouts ?? {}).map(([name, { ms, at }]) => [name, ms, lineOf(at)]);
  expect(told).toEqual([
    ['connect', 5_000, 4],
    ['read', 86_400_000, 5],
    ['send', 500, 2],
    ['client', 90_000, 3],
  ]);
});

test('a request that is not handed on lives under none', () => {
  expect(serve('return 200;', '/').timeouts).toBeUndefined();
});

test('a tunnel takes two buffers and two connections', () => {
  const { exchange } = serve('proxy_buffer_size 16k; location / { proxy_pass http://b; }', '/');
  const plain = serve('location / { proxy_pass http://b; }', '/').exchange;
  if (exchange === undefined || plain === undefined) throw new Error('Nothing listens.');
  expect(tunnelCost(exchange)).toMatchObject({ bufferBytes: 16_384, connections: 2 });
  expect(lineOf(tunnelCost(exchange).bufferAt)).toBe(1);
  const memoryBytes = 18 * 1024;
  const usual = { bufferBytes: 4096, bufferAt: undefined, connections: 2, memoryBytes };
  expect(tunnelCost(plain)).toEqual(usual);
});
