import { expect, test } from 'vitest';
import {
  endOf,
  headersSent,
  inServer,
  lineOf,
  linesOf,
  patternOf,
  serve,
  traceOf,
} from './trace.fixture.ts';

/** The article's configuration, with a line in the location that undoes it. */
const CONFIGURATION = inServer(
  `
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $connection_upgrade;
location /api/ {
  proxy_set_header X-User $remote_user;
  proxy_pass http://app;
}`,
  "map $http_upgrade $connection_upgrade { default upgrade; '' ''; } upstream app { server 127.0.0.1:8080; }",
);

test('a handshake loses what makes it one', () => {
  const traced = traceOf(CONFIGURATION, 'ws://a.test/api/ws');
  expect(patternOf(traced)).toBe('/api/');
  expect(lineOf(traced.location?.placed)).toBe(5);
  expect(endOf(traced)).toBe('proxy GET /api/ws HTTP/1.1');
  expect(headersSent(traced).slice(0, 2)).toEqual(['Host: app', 'Connection: close']);
  expect(linesOf(traced.passing?.request?.dropped.map(({ line }) => line) ?? [])).toEqual([3, 4]);
  expect(traced.passing?.target?.upstream?.servers.map(({ written }) => written)).toEqual([
    '127.0.0.1:8080',
  ]);
  expect(traced.unknowns).toEqual([]);
});

test('without the line it is one', () => {
  const lines = CONFIGURATION.replace(/ {2}proxy_set_header X-User.*\n/, '');
  expect(headersSent(traceOf(lines, 'ws://a.test/api/ws')).slice(0, 3)).toEqual([
    'Upgrade: websocket',
    'Connection: upgrade',
    'Host: app',
  ]);
  expect(headersSent(traceOf(lines, '/api/ws'))).toEqual(['Host: app']);
});

test('where nothing listens there is nothing to tell', () => {
  const traced = traceOf(CONFIGURATION, 'http://a.test:81/');
  expect(traced).toMatchObject({ steps: [], location: undefined, exchange: undefined });
});

test('what is not handed on has no answer, timeouts or upstream request', () => {
  const { passing, answer, timeouts } = serve('return 404;', '/');
  expect([passing, answer, timeouts]).toEqual([undefined, undefined, undefined]);
});

test('one request leaves nothing behind for the next', () => {
  const once = traceOf(CONFIGURATION, '/api/');
  expect(endOf(traceOf(CONFIGURATION, '/api/'))).toBe(endOf(once));
});
