import type { BodyFraming } from './body-framing.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';
import type { Connection } from './connection.ts';
import { lost } from './connection-lost.ts';
import { startDeadline } from './deadline.ts';
import { type Failed, failed } from './failure.ts';

/** What waiting for more of a body came to. */
export type BodyPart =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'timeout' }
  | Failed;

/** Reads a response's body from its connection as it arrives, and not a byte more. */
export class BodyReader {
  readonly #connection: Connection;
  readonly #what: string;
  readonly #untilClose: boolean;
  readonly #chunked: ChunkedDecoder | null;
  #missing: number;
  #got = 0;
  #over: BodyPart | null;

  /** `what` names the request in messages. */
  constructor(connection: Connection, framing: BodyFraming, what: string) {
    this.#connection = connection;
    this.#what = what;
    this.#untilClose = framing.kind === 'until-close';
    this.#chunked = framing.kind === 'chunked' ? new ChunkedDecoder() : null;
    this.#missing = framing.kind === 'length' ? framing.bytes : Number.POSITIVE_INFINITY;
    this.#over = framing.kind === 'none' || this.#missing === 0 ? { kind: 'end' } : null;
  }

  /** The next bytes of the content. After the end, or a failure, it returns the same again. */
  async next(timeoutMs: number): Promise<BodyPart> {
    const deadline = startDeadline(timeoutMs);
    while (this.#over === null) {
      const reading = await this.#connection.read(deadline.leftMs());
      if (reading.kind === 'timeout') return reading;
      if (reading.kind === 'end') {
        const { peer } = this.#connection;
        const complete = this.#untilClose && reading.end.how === 'fin';
        this.#over = complete
          ? { kind: 'end' }
          : lost(reading, { what: `the body of ${this.#what}`, peer, got: this.#got }, deadline);
        continue;
      }
      const bytes = this.#decode(reading.bytes);
      this.#got += bytes.length;
      if (bytes.length > 0) return { kind: 'bytes', bytes };
    }
    return this.#over;
  }

  #decode(bytes: Uint8Array): Uint8Array {
    if (this.#chunked === null) {
      const piece = bytes.subarray(0, this.#missing);
      this.#missing -= piece.length;
      this.#connection.unread(bytes.subarray(piece.length));
      if (this.#missing === 0) this.#over = { kind: 'end' };
      return piece;
    }
    const { data, done, rest, broken } = this.#chunked.push(bytes);
    if (broken !== null) {
      const { peer } = this.#connection;
      this.#over = failed('protocol', `Read the body of ${this.#what} from ${peer}: ${broken}`);
    }
    if (done) {
      this.#over = { kind: 'end' };
      this.#connection.unread(rest);
    }
    return data;
  }
}
