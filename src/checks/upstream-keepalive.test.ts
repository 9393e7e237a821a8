import { expect, test } from 'vitest';
import { fixed } from './found.fixture.ts';
import { foundAt } from './one-server.fixture.ts';
import { upstreamKeepalive } from './upstream-keepalive.ts';

const { bad } = upstreamKeepalive;
const withoutPool = bad.replace('keepalive 8;', '');

test.each([
  ['no pool', withoutPool, '1.29.6', []],
  ['the pool that is default', withoutPool, '1.29.7', ['3 advice']],
  ['keepalive 0 ends it', bad.replace('keepalive 8', 'keepalive 0'), '1.29.7', []],
  ['an address has no pool', bad.replace('http://backend', 'http://127.0.0.1:8080'), '1.31.4', []],
  ['only handshakes come', bad.replace('location / {', 'location /ws/ {'), '1.22.1', []],
  ['keep-alive is not close', bad.replace("'' close", "'' keep-alive"), '1.22.1', []],
])('%s', (_, text, version, expected) => {
  expect(foundAt(upstreamKeepalive, text, { version })).toEqual(expected);
});

test('a method behind keepalive undoes it, before 1.29.7', () => {
  const text = upstreamKeepalive.good.replace('keepalive 8;', 'keepalive 8;\nleast_conn;');
  expect(foundAt(upstreamKeepalive, text)).toEqual(['4 advice']);
  expect(foundAt(upstreamKeepalive, text, { version: '1.29.7' })).toEqual([]);
  const after = fixed(upstreamKeepalive, text);
  expect(after).toMatch(/least_conn;\s+keepalive 8;/);
  expect(foundAt(upstreamKeepalive, after)).toEqual([]);
});

test('the fix empties the entry of the map', () => {
  const after = fixed(upstreamKeepalive, bad);
  expect(after).toContain("'' '';");
  expect(foundAt(upstreamKeepalive, after)).toEqual([]);
});
