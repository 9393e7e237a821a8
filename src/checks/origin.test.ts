import { describe, expect, test } from 'vitest';
import { found } from './found.fixture.ts';
import { findingsOf, UPGRADE } from './judged.fixture.ts';
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

  test.each([
    ['proxy_set_header Origin https://b.test;', true],
    ['proxy_set_header Origin "";', true],
    ['proxy_set_header Origin $http_origin;', false],
  ])('with %s the backend is no help: %s', (lines, isReplaced) => {
    const text = `events {}\nhttp { server { listen 80; location /ws/ { proxy_pass http://127.0.0.1:8080; ${lines}\n${UPGRADE} } } }`;
    const [finding] = findingsOf(origin, text);
    expect(finding?.message.includes('an Origin of its own')).toBe(isReplaced);
  });

  test.each([
    ['http://a.test', 'wss://a.test/ws/', true],
    ['https://a.test', 'wss://a.test/ws/', false],
    ['http://b.test', 'wss://a.test/ws/', false],
  ])('a guard for pages of %s in front of %s refuses its own: %s', (page, url, isRefused) => {
    const server = 'listen 443 ssl; server_name a.test; ssl_certificate c; ssl_certificate_key k;';
    const lines = `if ($http_origin != ${page}) { return 403; }`;
    const said = isRefused ? [`warning: if ($http_origin != ${page})`] : [];
    expect(found(origin, { server, lines })).toEqual(said);
    expect(found(origin, { server, lines }, { urls: [url] })).toEqual(said);
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
