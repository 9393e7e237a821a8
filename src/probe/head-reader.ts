import { concatBytes } from '../websocket/bytes.ts';
import { latin1Text } from './latin1.ts';
import { type ParsedHead, parseResponseHead, quoted } from './response-head.ts';

/** Most bytes of a head; servers and proxies allow far fewer. */
export const MAX_HEAD_BYTES: number = 64 * 1024;

const HEAD_START = 'HTTP/';
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** RFC 8446 5.1: first byte of a TLS record that holds an alert. */
const TLS_ALERT = 0x15;

/** A head and the bytes behind it, what was got instead, or that more bytes are needed. */
export type HeadReading =
  | (Extract<ParsedHead, { kind: 'head' }> & { readonly rest: Uint8Array })
  | Extract<ParsedHead, { kind: 'broken' }>
  | { readonly kind: 'more' };

/** Finds a response head in bytes that come in any portions. Never throws. */
export class HeadReader {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #start = '';
  /** Nothing but a CR since the last line feed; false on the first line, which is never empty. */
  #lineIsEmpty = false;

  get started(): boolean {
    return this.#size > 0;
  }

  push(bytes: Uint8Array): HeadReading {
    this.#start += latin1Text(bytes.subarray(0, HEAD_START.length - this.#start.length));
    // Told at once: what is no HTTP may never send the empty line that is waited for.
    if (!HEAD_START.startsWith(this.#start)) return notHttp(concatBytes([...this.#chunks, bytes]));
    const length = this.#headLength(bytes);
    this.#chunks.push(bytes.subarray(0, length ?? bytes.length));
    this.#size += length ?? bytes.length;
    if (this.#size > MAX_HEAD_BYTES) {
      const message = `Got a response head of more than ${MAX_HEAD_BYTES} bytes; expected its end by then.`;
      return { kind: 'broken', message };
    }
    if (length === null) return { kind: 'more' };
    const parsed = parseResponseHead(concatBytes(this.#chunks));
    return parsed.kind === 'head' ? { ...parsed, rest: bytes.subarray(length) } : parsed;
  }

  /** How many of these bytes belong to the head, or null where its end is not among them. */
  #headLength(bytes: Uint8Array): number | null {
    for (const [index, byte] of bytes.entries()) {
      if (byte === LINE_FEED) {
        if (this.#lineIsEmpty) return index + 1;
        this.#lineIsEmpty = true;
      } else if (byte !== CARRIAGE_RETURN) {
        this.#lineIsEmpty = false;
      }
    }
    return null;
  }
}

function notHttp(bytes: Uint8Array): Extract<ParsedHead, { kind: 'broken' }> {
  const hint = bytes[0] === TLS_ALERT ? ' It looks like TLS: try wss:.' : '';
  const message = `Got ${quoted(latin1Text(bytes))}; expected an answer that starts with "${HEAD_START}".${hint}`;
  return { kind: 'broken', message };
}
