import type { Socket } from 'node:net';

/** More of one connection tells nothing new, and would fill the memory. */
const MOST_BYTES = 64 * 1024;

/** What arrived on a connection, byte for byte, within TLS where it is TLS; the first 64 KiB. */
export class ReceivedBytes {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Listens beside whoever serves the socket, from its next byte on. */
  follow(socket: Socket): void {
    socket.on('data', (chunk: Uint8Array) => this.add(chunk));
  }

  /** Keeps what was read by others. */
  add(chunk: Uint8Array): void {
    const kept = chunk.subarray(0, MOST_BYTES - this.#length);
    if (kept.length === 0) return;
    this.#chunks.push(kept);
    this.#length += kept.length;
  }

  /** All of them. */
  all(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
