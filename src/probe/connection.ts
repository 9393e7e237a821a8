import type { Socket } from 'node:net';
import { Mailbox } from './mailbox.ts';

/** Bytes that wait for a reader before the connection stops reading from the network. */
const UNREAD_LIMIT = 1024 * 1024;

/** How long the steps to an open connection took, in milliseconds. */
export interface ConnectTimes {
  /** Name look-up and TCP together. */
  readonly connectMs: number;
  /** The TLS handshake; null on a plain connection. */
  readonly tlsMs: number | null;
}

/** How and when a connection ended. */
export interface ConnectionEnd {
  /** `fin`: the other side closed; `reset`: it, or the network, broke it off; `ours`: we did. */
  readonly how: 'fin' | 'reset' | 'ours';
  /** When, on the clock of `performance.now()`. */
  readonly at: number;
  /** Milliseconds without a byte in either direction before that. */
  readonly silentMs: number;
  /** Bytes of the application, without those of TLS. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The system's own word for a reset, such as `ECONNRESET`. */
  readonly detail?: string;
}

/** What waiting for bytes came to. */
export type Reading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'end'; readonly end: ConnectionEnd };

/** An open TCP or TLS connection whose every byte is counted. */
export class Connection {
  /** Where it leads, as `host:port`. */
  readonly peer: string;
  readonly times: ConnectTimes;
  /** Resolves once, when the socket is gone. Never rejects. */
  readonly ended: Promise<ConnectionEnd>;

  readonly #socket: Socket;
  readonly #unread: Mailbox<Uint8Array> = new Mailbox(UNREAD_LIMIT, (bytes) => bytes.length);
  #bytesIn = 0;
  #bytesOut = 0;
  #lastByteAt: number = performance.now();
  #ending: Pick<ConnectionEnd, 'how' | 'at' | 'detail'> | null = null;

  /** Takes over a socket that is connected, and its TLS, if any, agreed. */
  constructor(socket: Socket, peer: string, times: ConnectTimes) {
    this.#socket = socket;
    this.peer = peer;
    this.times = times;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Uint8Array) => this.#onData(bytes));
    socket.once('end', () => {
      // libuv reports a reset that arrives together with data as an ordinary end. The kernel knows
      // better: after a FIN a socket still has a peer, after a reset it has none.
      if (socket.remoteAddress === undefined) this.#endAs('reset', 'ECONNRESET');
      else this.#endAs('fin');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#endAs('reset', error.code ?? error.message);
    });
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        const { how, at, detail } = this.#endAs('ours');
        const { bytesIn, bytesOut } = this;
        const end = { how, at, silentMs: at - this.#lastByteAt, bytesIn, bytesOut };
        resolve(detail === undefined ? end : { ...end, detail });
        this.#unread.close();
      });
    });
  }

  /** Bytes received so far, read or not. */
  get bytesIn(): number {
    return this.#bytesIn;
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  /** Bytes received that nobody has read. */
  get bytesUnread(): number {
    return this.#unread.weight;
  }

  /** The next bytes in the portions in which they came; after the last of them, the end. */
  async read(timeoutMs: number): Promise<Reading> {
    const taken = await this.#unread.take(timeoutMs);
    if (taken.kind === 'item') return { kind: 'bytes', bytes: taken.item };
    return taken.kind === 'timeout' ? taken : { kind: 'end', end: await this.ended };
  }

  /** Gives back bytes that belong to the next reader. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#unread.putBack(bytes);
  }

  /** Sends bytes. What is written after the end is not sent, and not counted. */
  write(bytes: Uint8Array): void {
    if (this.#ending !== null) return;
    this.#socket.write(bytes);
    this.#bytesOut += bytes.length;
    this.#lastByteAt = performance.now();
  }

  /** Ends it at once, from our side. Does nothing after the end. */
  destroy(): void {
    this.#endAs('ours');
    this.#socket.destroy();
  }

  #onData(bytes: Uint8Array): void {
    this.#bytesIn += bytes.length;
    this.#lastByteAt = performance.now();
    this.#unread.put(bytes);
    if (!this.#unread.full) return;
    this.#socket.pause();
    void this.#unread.room().then(() => this.#socket.resume());
  }

  /** The first cause counts: a reset that follows a FIN tells nothing new. */
  #endAs(how: ConnectionEnd['how'], detail?: string): Pick<ConnectionEnd, 'how' | 'at' | 'detail'> {
    const ending = { how, at: performance.now() };
    this.#ending ??= detail === undefined ? ending : { ...ending, detail };
    return this.#ending;
  }
}
