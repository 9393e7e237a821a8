import type { RequestHeader } from '../nginx/model/index.ts';

/** The example of RFC 6455, section 1.2: what is asked is the same each time. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

export const USER_AGENT = 'Mozilla/5.0 (fairlead explain)';

/** RFC 5737, section 3: TEST-NET-3, for documentation. */
export const USUAL_CLIENT = '203.0.113.7';
/** Any port of RFC 6335's dynamic ones. */
export const CLIENT_PORT = 50_000;

/**
 * The headers of a browser's handshake (RFC 6455, section 4.1) from a page of the same host. `authority`
 * is what the URL names: the host, with its port where it is not the usual one.
 */
export function browserHandshake(authority: string, tls: boolean): RequestHeader[] {
  return [
    { name: 'Host', value: authority },
    ...UPGRADE,
    { name: 'Origin', value: `${tls ? 'https' : 'http'}://${authority}` },
    AGENT,
  ];
}

// The same each time, and kept with each of thousands of requests.
const UPGRADE: readonly RequestHeader[] = [
  { name: 'Upgrade', value: 'websocket' },
  { name: 'Connection', value: 'Upgrade' },
  { name: 'Sec-WebSocket-Key', value: KEY },
  { name: 'Sec-WebSocket-Version', value: '13' },
];
const AGENT: RequestHeader = { name: 'User-Agent', value: USER_AGENT };
