import { expect, test } from 'vitest';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { knownPath } from './known-path.ts';

function known(text: string, { port = 80, tls = false, version = '1.22.1' } = {}) {
  const configuration = load('nginx.conf', { files: objectFiles({ 'nginx.conf': text }) });
  const model = new Model(configuration, { version });
  const request = {
    method: 'GET',
    target: '/ws',
    httpVersion: '1.1' as const,
    headers: [{ name: 'Host', value: 'a.test' }],
    address: undefined,
    port,
    tls,
    serverName: tls ? 'a.test' : undefined,
    client: { address: '203.0.113.7', port: 50_000 },
  };
  return knownPath({ model }, { url: new URL('ws://a.test/ws'), request, isBehindHop: false });
}

const GROUP = 'upstream app { server a:1; server unix:/run/b.sock; }';

test('the nodes are the servers of the group', () => {
  const path = known(`http { ${GROUP} server { location / { proxy_pass http://app; } } }`);
  expect(path).toMatchObject({ nodes: ['a:1', 'unix:/run/b.sock'], idleMs: 60_000 });
});

test('other modules than the proxy lead to nodes, too', () => {
  const passed = (pass: string) =>
    known(`http { ${GROUP} server { location / { ${pass} } } }`)?.nodes;
  expect(passed('fastcgi_pass app;')).toEqual(['a:1', 'unix:/run/b.sock']);
  expect(passed('uwsgi_pass uwsgi://127.0.0.1:3031;')).toEqual(['127.0.0.1:3031']);
});

test('behind a hop of the same configuration, the last one decides, and the shortest patience', () => {
  const path = known(`http {
    server { listen 80; location / { proxy_pass http://127.0.0.1:81; proxy_read_timeout 5s; } }
    server { listen 81; location / { proxy_pass http://10.0.0.7:8080; } }
  }`);
  expect(path).toMatchObject({ nodes: ['10.0.0.7:8080'], idleMs: 5_000 });
  expect(path?.hops).toHaveLength(2);
});

test('stream has its own timeouts', () => {
  const stream = (lines: string) =>
    known(`stream { server { listen 7000; proxy_pass 10.0.0.7:1; ${lines} } }`, { port: 7000 });
  expect(stream('')).toMatchObject({ isStream: true, nodes: ['10.0.0.7:1'], idleMs: 600_000 });
  expect(stream('proxy_timeout 5m; proxy_connect_timeout 2s;')).toMatchObject({
    idleMs: 300_000,
    connectMs: 2_000,
  });
});

test('the server of stream that the TLS name chooses decides its times', () => {
  const path = known(
    `stream {
      server { listen 7000 ssl; server_name b.test; proxy_pass 10.0.0.7:1; proxy_timeout 5s; }
      server { listen 7000 ssl; server_name a.test; proxy_pass 10.0.0.8:1; proxy_timeout 9s; }
    }`,
    { port: 7000, tls: true, version: '1.26.3' },
  );
  expect(path).toMatchObject({ nodes: ['10.0.0.8:1'], idleMs: 9_000 });
});

test('where nothing listens there is no path', () => {
  expect(known('events {}')).toBeUndefined();
});
