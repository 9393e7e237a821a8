import { concatBytes } from '../websocket/bytes.ts';
import { latin1Text } from './latin1.ts';
import { quoted } from './response-head.ts';

/** Most characters of a chunk's size line or of one trailer line. */
const MAX_LINE_LENGTH = 8 * 1024;

const LINE_FEED = 0x0a;

/** RFC 9112 7.1: hexadecimal digits, here as many as a safe number holds; then extensions. */
const SIZE_LINE = /^([0-9a-fA-F]{1,13})[ \t]*(?:;.*)?$/;

/** What some bytes of a chunked body held. */
export interface ChunkedReading {
  /** The content in them; may be empty. */
  readonly data: Uint8Array;
  /** True when the last chunk and its trailers are over. */
  readonly done: boolean;
  /** Bytes behind the body. */
  readonly rest: Uint8Array;
  /** What is wrong with it, as a sentence; nothing is read after that. */
  readonly broken: string | null;
}

/** Undoes the chunked coding (RFC 9112 7.1) of bytes that come in any portions. Never throws. */
export class ChunkedDecoder {
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  #line = '';
  #missing = 0;
  #broken: string | null = null;

  push(bytes: Uint8Array): ChunkedReading {
    const data: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length && this.#state !== 'done' && this.#broken === null) {
      if (this.#state === 'data') {
        const piece = bytes.subarray(at, at + this.#missing);
        data.push(piece);
        at += piece.length;
        this.#missing -= piece.length;
        if (this.#missing === 0) this.#state = 'data-end';
      } else {
        at += this.#takeLine(bytes.subarray(at));
      }
    }
    const done = this.#state === 'done';
    return { data: concatBytes(data), done, rest: bytes.subarray(at), broken: this.#broken };
  }

  /** Takes bytes up to the end of the line, if it is among them. Returns how many. */
  #takeLine(bytes: Uint8Array): number {
    const end = bytes.indexOf(LINE_FEED);
    const piece = end === -1 ? bytes : bytes.subarray(0, end + 1);
    this.#line += latin1Text(piece.subarray(0, MAX_LINE_LENGTH + 1));
    if (this.#line.length > MAX_LINE_LENGTH) {
      this.#broken = `Got a line of more than ${MAX_LINE_LENGTH} bytes in a chunked body.`;
    } else if (end !== -1) {
      this.#endLine(this.#line);
      this.#line = '';
    }
    return piece.length;
  }

  #endLine(line: string): void {
    const text = line.slice(0, -2);
    const expected = { size: 'a chunk size', 'data-end': 'CR LF behind a chunk' };
    if (!line.endsWith('\r\n')) {
      this.#broken = `Got ${quoted(line)} in a chunked body; expected a line that ends in CR LF.`;
    } else if (this.#state === 'trailer') {
      if (text === '') this.#state = 'done';
    } else if (this.#state === 'data-end' && text === '') {
      this.#state = 'size';
    } else if (this.#state === 'size' && SIZE_LINE.test(text)) {
      this.#missing = Number.parseInt(text, 16);
      this.#state = this.#missing === 0 ? 'trailer' : 'data';
    } else {
      const wanted = this.#state === 'size' ? expected.size : expected['data-end'];
      this.#broken = `Got ${quoted(text)} in a chunked body; expected ${wanted}.`;
    }
  }
}
