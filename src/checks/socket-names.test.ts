import { expect, test } from 'vitest';
import {
  isAsOftenForPushes,
  isFallback,
  isNamedForPolling,
  isNamedForPushes,
  isNamedForSockets,
  isNegotiation,
  isSurelyForPushes,
  isSurelyForSockets,
  mayBeForSockets,
} from './socket-names.ts';

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
  expect(['/v1/chat/completions', '/api/events'].every(isNamedForPushes)).toBe(true);
  expect(['/eventually', '/assess', '/upstreams-x1a'].some(isNamedForPushes)).toBe(false);
});

test('names of what is live say no more than that', () => {
  const lively = ['/live', '/api/chat/', '/notifications', '/api/stream', '/push/'];
  expect(lively.every(mayBeForSockets)).toBe(true);
  expect(lively.some(isSurelyForSockets)).toBe(false);
  expect(lively.some(isSurelyForPushes)).toBe(false);
});

test('some of them are as often given to what is pushed over plain HTTP', () => {
  expect(['/api/stream', '/api/chat', '/v1/x/chat', '/push'].every(isAsOftenForPushes)).toBe(true);
  expect(['/live', '/chat/', '/terminal', '/chatter'].some(isAsOftenForPushes)).toBe(false);
});

test('some names leave no doubt', () => {
  const sockets = ['/ws/chat', '/socket.io/', 'socketio_nodes', '/_stcore/stream', '/hubs/live'];
  expect(sockets.every(isSurelyForSockets)).toBe(true);
  expect(['/chat/events', '/live/sse', '/v1/chat/completions'].every(isSurelyForPushes)).toBe(true);
});

test('long polls are no answers that stay open, and no sockets', () => {
  expect(['/longpolling', '/socket/longpoll', '/long-poll/'].some(isNamedForPushes)).toBe(false);
  expect(['/longpolling', '/socket/longpoll', '/long-poll/'].every(isSurelyForPushes)).toBe(true);
});

test('what libraries ask by plain requests beside their socket is the last name of a path', () => {
  const terms = [
    '/hub/negotiate',
    '~ ^/hubs/\\w+/negotiate$',
    '/_blazor/negotiate/',
    '/sockjs/info',
  ];
  expect(terms.every(isNegotiation)).toBe(true);
  const others = ['/negotiate/ws', '~* ^/(hub|negotiate)', '/renegotiate', '/ws/info', '/hub'];
  expect(others.some(isNegotiation)).toBe(false);
  const instead = ['/socket/longpoll', '/ws/1/a/xhr_send', '~ ^/ws/.*/(xhr|eventsource)$'];
  expect(instead.every(isFallback)).toBe(true);
  expect(['~ ^/ws/.*/(websocket|xhr)$', '/xhr/ws', '/socket/websocket'].some(isFallback)).toBe(
    false,
  );
});
