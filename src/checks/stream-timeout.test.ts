import { describe, expect, test } from 'vitest';
import { fixed } from './found.fixture.ts';
import { foundAt } from './one-server.fixture.ts';
import { streamTimeout } from './stream-timeout.ts';

const server = (lines: string, around = ''): string =>
  `events {} stream { ${around}\nserver {\n${lines}\n} }`;

describe('which servers may carry a tunnel', () => {
  test.each([
    ['the web’s own port', 'listen 443; proxy_pass 10.0.0.1:8443;'],
    ['a port made of it', 'listen [::]:9080; proxy_pass 10.0.0.1:1;'],
    ['TLS names are read', 'listen 1; ssl_preread on; proxy_pass 10.0.0.1:1;'],
    ['a name', 'listen 1; proxy_pass ws_tcp;'],
  ])('%s', (_, lines) => {
    expect(foundAt(streamTimeout, server(lines))).toEqual(['2 advice']);
  });

  test.each([
    ['a database', 'listen 5432; proxy_pass 10.0.0.1:5432; proxy_timeout 5s;'],
    ['QUIC', 'listen 443 udp; proxy_pass 10.0.0.1:443; proxy_timeout 5s;'],
    ['no proxy', 'listen 443; return x;'],
    ['a port that only ends like one', 'listen 8081; proxy_pass 10.0.0.1:1; proxy_timeout 5s;'],
  ])('%s does not', (_, lines) => {
    expect(foundAt(streamTimeout, server(lines))).toEqual([]);
  });
});

test('a heartbeat decides', () => {
  const lines = 'listen 443; proxy_pass 10.0.0.1:1;';
  expect(foundAt(streamTimeout, server(lines), { facts: { heartbeatMs: 25_000 } })).toEqual([]);
  expect(foundAt(streamTimeout, server(lines), { facts: { heartbeatMs: 900_000 } })).toEqual([
    '2 error',
  ]);
});

test('an outer line is left to the other servers', () => {
  const text = server('listen 443; proxy_pass 10.0.0.1:1;', 'proxy_timeout 20s;');
  expect(foundAt(streamTimeout, text)).toEqual(['1 warning']);
  const after = fixed(streamTimeout, text);
  expect(after).toContain('proxy_timeout 20s;');
  expect(foundAt(streamTimeout, after)).toEqual([]);
});
