import { expect, test } from 'vitest';
import { Model } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { type AskedPath, socketOf } from './asked-path.ts';

function modelOf(text: string): Model {
  const configuration = load('nginx.conf', { files: objectFiles({ 'nginx.conf': text }) });
  return new Model(configuration, { version: '1.22.1' });
}

function asked(written: string, port: number): AskedPath {
  const url = new URL(written);
  const tls = url.protocol === 'wss:';
  const request: AskedPath['request'] = {
    method: 'GET',
    target: '/',
    httpVersion: '1.1',
    headers: [],
    address: undefined,
    port,
    tls,
    serverName: undefined,
    client: { address: '203.0.113.7', port: 50_000 },
  };
  return { url, request, isBehindHop: false };
}

const TWO = modelOf(`http {
  server { listen 8080; server_name a.test; }
  server { listen 8443 ssl; server_name a.test; }
  server { listen 9443 ssl; server_name b.test; }
}
stream { server { listen 7000; proxy_pass 127.0.0.1:1; } }`);

test('the port of the URL leads to the socket', () => {
  const found = socketOf(TWO, asked('ws://a.test:8080/', 8080));
  expect(found).toMatchObject({ isStream: false, isAssumed: false });
  expect(found?.socket.text).toBe('0.0.0.0:8080');
});

test('stream takes what no HTTP server listens for', () => {
  const found = socketOf(TWO, asked('ws://a.test:7000/', 7000));
  expect(found).toMatchObject({ isStream: true, isAssumed: false });
});

test('a port that something maps is that of the server with the name and TLS of the URL', () => {
  const found = socketOf(TWO, asked('wss://b.test/', 443));
  expect(found).toMatchObject({ isAssumed: true });
  expect(found?.socket.text).toBe('0.0.0.0:9443');
});

test('where no socket speaks TLS, none is taken for one that does', () => {
  const plain = modelOf('http { server { listen 80; } }');
  expect(socketOf(plain, asked('wss://a.test/', 443))).toBeUndefined();
});

test('unless a hop in front may end TLS', () => {
  const plain = modelOf('http { server { listen 80; server_name a.test; } }');
  const path = { ...asked('wss://a.test/', 443), isBehindHop: true };
  expect(socketOf(plain, path)?.socket.text).toBe('0.0.0.0:80');
});
