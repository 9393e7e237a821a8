import { base64 } from './base64.ts';

/** RFC 6455 1.3: the text that only a server that knows WebSockets appends to the client's key. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** RFC 6455 4.1: the nonce is a "randomly selected 16-byte value". */
const KEY_BYTES = 16;

/** A fresh `Sec-WebSocket-Key`. */
export function randomKey(): string {
  return base64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/** The `Sec-WebSocket-Accept` that answers this `Sec-WebSocket-Key` (RFC 6455 4.2.2, step 5.4). */
export async function acceptKey(key: string): Promise<string> {
  const text = new TextEncoder().encode(key + WEBSOCKET_GUID);
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-1', text)));
}
