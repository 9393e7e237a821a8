import { randomKey } from './accept-key.ts';
import type { HeaderPair } from './header.ts';
import { mergeHeaders, requestHead } from './request-head.ts';

/** RFC 6455 4.1: "The value of this header field MUST be 13." */
const WEBSOCKET_VERSION = '13';

/** What a client's handshake says. All but `host` and `target` has a right default. */
export interface HandshakeRequestOptions {
  /** Value of `Host`: the authority of the URL, with its port where it is not the default. */
  readonly host: string;
  /** Request target: path and query, or whatever a probe wants to send. */
  readonly target: string;
  /** `Sec-WebSocket-Key`; a fresh random one when absent. */
  readonly key?: string;
  readonly method?: string;
  /** `1.1` when absent; `1.0` where a probe asks what happens then. */
  readonly httpVersion?: string;
  /** Subprotocols asked for, the preferred one first. */
  readonly subprotocols?: readonly string[];
  /**
   * More header fields. Pairs with the name of a field of the handshake stand in its place, in
   * their own letter case; the others follow after it, in this order.
   */
  readonly headers?: readonly HeaderPair[];
  /** Names of fields of the handshake that are left out. */
  readonly without?: readonly string[];
}

/** A handshake as it goes over the wire. */
export interface HandshakeRequest {
  /** The whole request; each character is one byte (Latin-1). */
  readonly text: string;
  /** The key whose answer `Sec-WebSocket-Accept` must be. */
  readonly key: string;
  /** The header fields in the order in which they are sent. */
  readonly headers: readonly HeaderPair[];
}

/**
 * The text of a client's opening handshake (RFC 6455 4.1).
 * @throws Error where a part would break out of its line, which would make another request of it.
 */
export function buildHandshakeRequest(options: HandshakeRequestOptions): HandshakeRequest {
  const key = options.key ?? randomKey();
  const headers = mergeHeaders(
    defaultHeaders(options, key),
    options.headers ?? [],
    options.without ?? [],
  );
  const method = options.method ?? 'GET';
  const text = requestHead(method, options.target, options.httpVersion ?? '1.1', headers);
  return { text, key, headers };
}

/** RFC 6455 4.1, the fields numbered 4 to 10 there. */
function defaultHeaders(options: HandshakeRequestOptions, key: string): HeaderPair[] {
  const headers: HeaderPair[] = [
    ['Host', options.host],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Version', WEBSOCKET_VERSION],
  ];
  if (options.subprotocols !== undefined && options.subprotocols.length > 0) {
    headers.push(['Sec-WebSocket-Protocol', options.subprotocols.join(', ')]);
  }
  return headers;
}
