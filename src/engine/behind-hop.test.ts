import { expect, test } from 'vitest';
import { Model, type TraceRequest } from '../nginx/model/index.ts';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { behindHop } from './behind-hop.ts';

function modelOf(text: string): Model {
  const configuration = load('nginx.conf', { files: objectFiles({ 'nginx.conf': text }) });
  return new Model(configuration, { version: '1.22.1' });
}

const REQUEST: TraceRequest = {
  method: 'GET',
  target: '/ws',
  httpVersion: '1.1',
  headers: [{ name: 'Host', value: 'app.test' }],
  address: undefined,
  port: 443,
  tls: true,
  serverName: 'app.test',
  client: { address: '203.0.113.7', port: 50_000 },
};

test('a hop that ends TLS leads to the plain port', () => {
  const plain = modelOf('http { server { listen 80; server_name app.test; } }');
  const behind = behindHop(plain, REQUEST);
  expect(behind).toMatchObject({ port: 80, tls: false, serverName: undefined });
  expect(behind.headers).toContainEqual({ name: 'X-Forwarded-Proto', value: 'https' });
});

test('one that passes TLS on leads to the port of TLS', () => {
  const both = modelOf(`http {
    server { listen 8080; server_name app.test; }
    server { listen 8443 ssl; server_name app.test; }
  }`);
  const behind = behindHop(both, REQUEST);
  expect(behind).toMatchObject({ port: 8443, tls: true, serverName: 'app.test' });
  expect(behind.headers).toEqual(REQUEST.headers);
});

test('the name goes before TLS', () => {
  const other = modelOf(`http {
    server { listen 8080; server_name app.test; }
    server { listen 8443 ssl; server_name other.test; }
  }`);
  expect(behindHop(other, REQUEST)).toMatchObject({ port: 8080, tls: false });
});

test('where nothing listens for TCP the request stays as it is', () => {
  const none = modelOf('http { server { listen unix:/run/nginx.sock; } }');
  expect(behindHop(none, REQUEST)).toBe(REQUEST);
});
