import { expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import { edgeCache } from './edge-cache.ts';
import { fixed } from './found.fixture.ts';
import { foundAt, site, upgrade } from './one-server.fixture.ts';

const cached = 'proxy_cache answers; proxy_cache_valid 200 1m;';
const at = (pattern: string, lines: string): string =>
  site(
    `location ${pattern} { ${upgrade.replace('$connection_upgrade', 'upgrade')}\n${lines}\n}`,
    'proxy_cache_path cache keys_zone=answers:1m;',
  );

test.each([
  ['polling', '/socket.io/', cached, ['4 warning']],
  ['any answer', '/socket.io/', 'proxy_cache answers; proxy_cache_valid any 1m;', ['4 warning']],
  ['raw sockets do not poll', '/ws/', cached, []],
  ['the script that polls', '~ ^/socket\\.io/.*\\.(js|map)$', 'expires 1h;', []],
  ['the backend decides', '/socket.io/', 'proxy_cache answers;', []],
  ['only errors', '/socket.io/', 'proxy_cache answers; proxy_cache_valid 404 1m;', []],
  ['kept out', '/socket.io/', `${cached} proxy_no_cache $request_method;`, []],
  [
    'kept out only for handshakes',
    '/socket.io/',
    `${cached} proxy_no_cache $http_upgrade;`,
    ['4 warning'],
  ],
  ['a CDN is told to', '/socket.io/', 'expires 1h;', ['4 warning']],
  ['a CDN is told not to', '/socket.io/', 'expires -1;', []],
  ['expires epoch', '/socket.io/', 'expires epoch;', []],
])('%s', (_, pattern, lines, expected) => {
  const text = at(pattern, lines);
  expect(foundAt(edgeCache, text)).toEqual(expected);
  if (expected.length > 0) expect(foundAt(edgeCache, fixed(edgeCache, text))).toEqual([]);
});

test('the name of a site says nothing of polling', () => {
  const urls = ['ws://hub.example/'];
  expect(foundAt(edgeCache, at('/', cached), { urls })).toEqual([]);
});

test('nodes that need a session say that there is polling', () => {
  const facts = { nodesNeedSession: true };
  expect(foundAt(edgeCache, at('/', cached), { facts })).toEqual(['4 warning']);
});

test('what would take the cache from a whole site is no safe fix, or none', () => {
  const facts = { nodesNeedSession: true };
  const fixOf = (text: string) => judgeText(text, { facts, checks: [edgeCache] }).findings[0]?.fix;
  expect(fixOf(at('/socket.io/', cached))?.safe).toBe(true);
  expect(fixOf(at('/', cached))?.safe).toBe(false);
  const around = site(
    `${cached}\nlocation / { ${upgrade} }`,
    'proxy_cache_path c keys_zone=answers:1m;',
  );
  expect(fixOf(around)).toBeNull();
});
