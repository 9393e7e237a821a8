import { describe, expect, test } from 'vitest';
import { found } from './found.fixture.ts';
import { origin } from './origin.ts';

const MAP = "map $http_origin $foreign { default 1; '' 0; https://a.test 0; }";

describe('origin', () => {
  test('is advice, as the backend may look at it', () => {
    expect(found(origin, {})).toEqual(['advice: server']);
  });

  test.each([
    'if ($foreign) { return 403; }',
    'if ($foreign = 1) { rewrite ^ /no last; }',
    'if ($http_origin !~ "^https://a\\.test$") { return 403; }',
  ])('%s', (lines) => {
    expect(found(origin, { http: MAP, lines })).toEqual([]);
  });

  test('near miss: an if that has nothing to do with it, a map that nobody asks', () => {
    const lines = 'if ($scheme = https) { return 403; }';
    expect(found(origin, { http: MAP, lines })).toHaveLength(1);
  });

  test('what no server does is one finding', () => {
    const other = `server { listen 80; server_name b.test; location /ws/ { proxy_pass http://10.0.0.1; } }`;
    expect(found(origin, { http: other })).toEqual(['advice: http']);
    const urls = ['ws://a.test/ws/'];
    expect(found(origin, { http: other }, { urls })).toEqual(['advice: server']);
    const lines = 'if ($foreign) { return 403; }';
    expect(found(origin, { http: MAP + other, lines })).toEqual(['advice: server']);
  });
});
