import { expect, test } from 'vitest';
import { isNamedForPolling, isNamedForPushes, isNamedForSockets } from './socket-names.ts';

test.each([
  ['/ws', true],
  ['@api_websocket', true],
  ['/vncwebsocket', true],
  ['/news', false],
  ['/jmws', false],
  ['/livestock', false],
])('%s is named for sockets: %s', (text, expected) => {
  expect(isNamedForSockets(text)).toBe(expected);
});

test('names of polling and of pushes are words of their own', () => {
  expect(['/socket.io/', '/hub/', '/sockjs-node'].every(isNamedForPolling)).toBe(true);
  expect(['/github/', '/polly', '/social'].some(isNamedForPolling)).toBe(false);
  expect(['/sse', 'sse_app', '/api/chat/stream', '/event-stream'].every(isNamedForPushes)).toBe(
    true,
  );
  expect(['/eventually', '/assess', '/upstreams-x1a'].some(isNamedForPushes)).toBe(false);
});
