import { describe, expect, test } from 'vitest';
import { findingsOf, inServer, placesOf, UPGRADE } from './judged.fixture.ts';
import { route } from './route.ts';

/** With and without the URL of the socket. */
function both(expression: string, prefix: string): string[][] {
  const lines = `location ${prefix} { proxy_pass http://127.0.0.1:8080; ${UPGRADE} }
location ${expression} { proxy_pass http://127.0.0.1:9090; ${UPGRADE} }`;
  const urls = ['ws://a.example/api/websocket'];
  const asked = findingsOf(route, inServer(lines), { urls });
  return [placesOf(findingsOf(route, inServer(lines))), placesOf(asked)];
}

describe('an expression that takes what a prefix for sockets was written for', () => {
  test.each(['~ ^/api/(login|web|health)', '~* ^/api'])('location %s', (expression) => {
    expect(both(expression, '/api/websocket')).toEqual([['warning 8'], ['warning 8']]);
  });

  test.each([
    ['is named for sockets itself', '~ ^/api/web(socket)?$', '/api/websocket'],
    ['ends before', '~ ^/api/(login|web|health)$', '/api/websocket'],
    ['is not tried', '~ ^/api/(login|web)', '^~ /api/websocket'],
    ['takes it from a prefix for anything', '~ ^/api/(login|web)', '/api/'],
  ])('is none where it %s', (_, expression, prefix) => {
    expect(both(expression, prefix)).toEqual([[], []]);
  });
});
