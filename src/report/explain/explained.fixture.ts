import { Model, type Trace, type TraceRequest, trace } from '../../nginx/model/index.ts';
import { load, objectFiles } from '../../nginx/syntax/index.ts';

/** A browser's handshake for `ws://app.test/ws`, unless something else is asked for. */
export function traced(http: string, asked: Partial<TraceRequest> = {}, version = '1.26.3'): Trace {
  const files = objectFiles({ 'nginx.conf': `http {\n${http}\n}\n` });
  const model = new Model(load('nginx.conf', { files }), { version });
  return trace(model, { ...handshake, ...asked });
}

/** A server with one location that proxies, and these lines in it. */
export function proxied(lines: string): string {
  return `server { listen 80; location / { proxy_pass http://127.0.0.1:8080; ${lines} } }`;
}

/** What a right location has. */
export const RIGHT = `proxy_http_version 1.1; proxy_set_header Host $http_host;
  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;`;

const handshake: TraceRequest = {
  method: 'GET',
  target: '/ws',
  httpVersion: '1.1',
  headers: [
    { name: 'Host', value: 'app.test' },
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' },
    { name: 'Sec-WebSocket-Version', value: '13' },
    { name: 'Origin', value: 'http://app.test' },
  ],
  address: undefined,
  port: 80,
  tls: false,
  serverName: undefined,
  client: { address: '203.0.113.7', port: 50_000 },
};

/** A GET that asks for no upgrade. */
export const plainGet: Partial<TraceRequest> = { headers: [{ name: 'Host', value: 'app.test' }] };
