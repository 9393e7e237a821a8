import { expect, test } from 'vitest';
import { modelOf, requestFor } from '../trace.fixture.ts';
import { throughStream } from './through-stream.ts';

/** The location that http of the same nginx serves a connection from, which stream takes on port 443. */
function servedBehind(passed: string, listen: string): string | undefined {
  const model = modelOf(`stream { server { listen 443; proxy_pass ${passed}; } }
    http { server { listen ${listen}; location /ws/ { proxy_pass http://b; } } }`);
  const through = throughStream(model, {
    method: 'GET',
    target: '/ws/',
    httpVersion: '1.1',
    headers: [{ name: 'Host', value: 'a.test' }],
    address: undefined,
    port: 443,
    tls: false,
    serverName: undefined,
    client: { address: '203.0.113.7', port: 50_000 },
  });
  return through?.inner?.location?.pattern;
}

test.each([
  ['127.0.0.1:8443', '8443'],
  ['localhost:8443', '127.0.0.1:8443'],
  ['[::1]:8443', '[::]:8443'],
  ['unix:/run/http.sock', 'unix:/run/http.sock'],
  ['10.0.0.5:8443', '10.0.0.5:8443'],
])('what is passed on to %s comes to http that listens on %s', (passed, listen) => {
  expect(servedBehind(passed, listen)).toBe('/ws/');
});

test.each([
  ['127.0.0.1:8444', '8443'],
  // It may be the address of another machine as well.
  ['10.0.0.5:8443', '8443'],
  ['app:8443', '8443'],
])('what is passed on to %s goes elsewhere where http listens on %s', (passed, listen) => {
  expect(servedBehind(passed, listen)).toBeUndefined();
});

test('a map on ALPN sees what browsers open a WebSocket over', () => {
  const model = modelOf(`stream {
      map $ssl_preread_alpn_protocols $to { ~\\bh2\\b 10.0.0.1:1; default unix:/run/http.sock; }
      server { listen 443; ssl_preread on; proxy_pass $to; }
    }
    http { server { listen unix:/run/http.sock ssl; location /ws/ { proxy_pass http://b; } } }`);
  const through = throughStream(model, requestFor('wss://a.test/ws/'));
  expect(through?.inner?.location?.pattern).toBe('/ws/');
});
