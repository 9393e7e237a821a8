import { randomBytes } from 'node:crypto';
import { CLOSE } from '../websocket/close-code.ts';
import { closePayload, readClosePayload } from '../websocket/close-frame.ts';
import { type Frame, OPCODE } from '../websocket/frame.ts';
import { FrameReader } from '../websocket/frame-reader.ts';
import type { FrameViolation } from '../websocket/frame-rules.ts';
import { type FrameToWrite, writeFrame } from '../websocket/frame-writer.ts';
import { type Message, MessageAssembler } from '../websocket/message.ts';
import type { Connection, ConnectionEnd } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { Mailbox } from './mailbox.ts';
import { PendingPings } from './pending-pings.ts';
import { startTimer } from './timer.ts';
import type { TunnelEnd } from './tunnel-end.ts';

/** Bytes of frames that nobody takes before the tunnel stops reading. */
const INBOX_LIMIT = 1024 * 1024;

/** What a frame weighs in the inbox beyond its payload, so that empty ones count too. */
const FRAME_WEIGHT = 64;

/** RFC 6455 7.1.1: the server closes TCP first; a client that waited in vain may do it. */
const CLOSE_GRACE_MS = 1000;

const PING_PAYLOAD_BYTES = 8;

/** How long to wait for something on a tunnel. */
export interface Wait {
  readonly timeoutMs: number;
}

/** What a wait on a tunnel can come to beside what was waited for. */
export type Nothing =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'ended'; readonly end: TunnelEnd };

/** How a tunnel behaves. */
export interface TunnelOptions {
  /** False: pings of the other side stay without a pong. True when absent. */
  readonly answerPings?: boolean;
}

type Verdict = Pick<TunnelEnd, 'how' | 'code' | 'reason' | 'violation' | 'detail'> & {
  readonly at: number;
  readonly silentMs: number;
};

/** A connection after the 101, seen from the client. It reads all the time, asked or not. */
export class Tunnel {
  /** Resolves once, when the connection is gone. Never rejects. */
  readonly ended: Promise<TunnelEnd>;

  readonly #connection: Connection;
  readonly #answerPings: boolean;
  readonly #openedAt: number = performance.now();
  readonly #bytesBefore: { readonly in: number; readonly out: number };
  readonly #reader: FrameReader = new FrameReader({ sender: 'server' });
  readonly #messages: MessageAssembler = new MessageAssembler();
  readonly #inbox: Mailbox<Frame> = new Mailbox(
    INBOX_LIMIT,
    (frame) => frame.payload.length + FRAME_WEIGHT,
  );
  readonly #pings: PendingPings = new PendingPings();
  #lastByteAt: number = performance.now();
  #closeSent = false;
  #closeReceived = false;
  #verdict: Verdict | null = null;

  /** Takes over a connection on which a 101 was read. */
  constructor(connection: Connection, options: TunnelOptions = {}) {
    this.#connection = connection;
    this.#answerPings = options.answerPings ?? true;
    this.#bytesBefore = {
      in: connection.bytesIn - connection.bytesUnread,
      out: connection.bytesOut,
    };
    this.ended = this.#receive();
    // Where nobody empties a full inbox, the end is still noticed.
    void connection.ended.then(() => this.#inbox.close());
  }

  /** Sends a text, or bytes as a binary message, in one frame. */
  send(data: string | Uint8Array): void {
    if (typeof data === 'string') {
      this.sendFrame({ opcode: OPCODE.text, payload: new TextEncoder().encode(data) });
    } else {
      this.sendFrame({ opcode: OPCODE.binary, payload: data });
    }
  }

  /** Sends any frame, also one that the standard forbids. After the end nothing is sent. */
  sendFrame(frame: FrameToWrite): void {
    this.sendRaw(writeFrame('client', frame));
  }

  /** Sends bytes as they are. */
  sendRaw(bytes: Uint8Array): void {
    this.#lastByteAt = performance.now();
    this.#connection.write(bytes);
  }

  /** Sends a ping and waits for its pong (RFC 6455 5.5.3). The payload is a fresh one when absent. */
  async ping(
    wait: Wait,
    payload: Uint8Array = randomBytes(PING_PAYLOAD_BYTES),
  ): Promise<{ readonly kind: 'pong'; readonly ms: number } | Nothing> {
    const answer = this.#pings.wait(payload, wait.timeoutMs);
    this.sendFrame({ opcode: OPCODE.ping, payload });
    const outcome = await answer;
    return outcome.kind === 'ended' ? { kind: 'ended', end: await this.ended } : outcome;
  }

  /** The next frame of any kind that came from the other side. */
  async nextFrame(
    wait: Wait,
  ): Promise<{ readonly kind: 'frame'; readonly frame: Frame } | Nothing> {
    const taken = await this.#inbox.take(wait.timeoutMs);
    if (taken.kind === 'item') return { kind: 'frame', frame: taken.item };
    return taken.kind === 'timeout' ? taken : { kind: 'ended', end: await this.ended };
  }

  /** The next whole message. Control frames before it are passed over. */
  async nextMessage(
    wait: Wait,
  ): Promise<{ readonly kind: 'message'; readonly message: Message } | Nothing> {
    const deadline = startDeadline(wait.timeoutMs);
    for (;;) {
      const next = await this.nextFrame({ timeoutMs: deadline.leftMs() });
      if (next.kind !== 'frame') return next;
      const message = this.#messages.add(next.frame);
      if (message !== null) return { kind: 'message', message };
    }
  }

  /** Sends a text and waits until it comes back. Other messages before it are passed over. */
  async echo(
    text: string,
    wait: Wait,
  ): Promise<{ readonly kind: 'echo'; readonly ms: number } | Nothing> {
    const deadline = startDeadline(wait.timeoutMs);
    const begun = performance.now();
    this.send(text);
    for (;;) {
      const next = await this.nextMessage({ timeoutMs: deadline.leftMs() });
      if (next.kind !== 'message') return next;
      if (next.message.kind === 'text' && next.message.text === text) {
        return { kind: 'echo', ms: performance.now() - begun };
      }
    }
  }

  /**
   * Closes as RFC 6455 7.1.2 asks: sends a close frame and waits for that of the other side, at
   * most `timeoutMs`. Messages that were not taken are lost.
   */
  close(
    code: number = CLOSE.normal,
    reason = '',
    timeoutMs: number = CLOSE_GRACE_MS,
  ): Promise<TunnelEnd> {
    this.#endAs({ how: 'ours' });
    this.#sendClose(closePayload(code, reason));
    this.#destroyAfter(timeoutMs);
    return this.ended;
  }

  /** Drops the connection at once, without a close frame. */
  destroy(): void {
    this.#endAs({ how: 'ours' });
    this.#connection.destroy();
  }

  async #receive(): Promise<TunnelEnd> {
    for (;;) {
      const reading = await this.#connection.read(Number.POSITIVE_INFINITY);
      if (reading.kind === 'end') return this.#finish(reading.end);
      if (reading.kind === 'timeout') continue;
      this.#onBytes(reading.bytes);
      await this.#inbox.room();
    }
  }

  #onBytes(bytes: Uint8Array): void {
    // RFC 6455 5.5.1: nothing that follows a close frame is data of this tunnel.
    if (this.#closeReceived || this.#verdict?.how === 'violation') return;
    const { frames, violation } = this.#reader.push(bytes);
    for (const frame of frames) {
      this.#onFrame(frame);
      if (this.#closeReceived) return;
      this.#lastByteAt = performance.now();
    }
    if (violation !== null) this.#onViolation(violation);
    this.#lastByteAt = performance.now();
  }

  #onFrame(frame: Frame): void {
    this.#inbox.put(frame);
    if (frame.opcode === OPCODE.pong) this.#pings.answer(frame.payload);
    if (frame.opcode === OPCODE.ping && this.#answerPings && !this.#closeSent) {
      // RFC 6455 5.5.3: the pong carries the payload of its ping.
      this.sendFrame({ opcode: OPCODE.pong, payload: frame.payload });
    }
    if (frame.opcode === OPCODE.close) this.#onClose(frame);
  }

  /** RFC 6455 5.5.1: a close frame is answered with one, typically with the same code. */
  #onClose(frame: Frame): void {
    const { code, reason } = readClosePayload(frame.payload);
    this.#closeReceived = true;
    const said = code === null ? { reason } : { code, reason };
    if (this.#verdict?.how === 'ours') this.#verdict = { ...this.#verdict, ...said };
    this.#endAs({ how: 'close-frame', ...said });
    this.#sendClose(frame.payload.subarray(0, 2));
    this.#destroyAfter(CLOSE_GRACE_MS);
  }

  /** RFC 6455 7.1.7: fail the connection, with a close frame that says why. */
  #onViolation(violation: FrameViolation): void {
    this.#endAs({ how: 'violation', violation });
    this.#sendClose(closePayload(closeCodeFor(violation), ''));
    this.#connection.destroy();
  }

  #sendClose(payload: Uint8Array): void {
    if (this.#closeSent) return;
    this.#closeSent = true;
    this.sendFrame({ opcode: OPCODE.close, payload });
  }

  #destroyAfter(graceMs: number): void {
    const stopTimer = startTimer(graceMs, () => this.#connection.destroy());
    void this.#connection.ended.then(stopTimer);
  }

  /** The first cause counts: the FIN that follows a close frame tells nothing new. */
  #endAs(cause: Omit<Verdict, 'at' | 'silentMs'>): void {
    const at = performance.now();
    this.#verdict ??= { ...cause, at, silentMs: at - this.#lastByteAt };
    // A full inbox must not keep the rest from being read up to the end of the connection.
    this.#inbox.close();
  }

  #finish(connectionEnd: ConnectionEnd): TunnelEnd {
    const { how, detail } = connectionEnd;
    const { at, ...verdict } = this.#verdict ?? {
      how,
      ...(detail === undefined ? {} : { detail }),
      at: connectionEnd.at,
      silentMs: connectionEnd.silentMs,
    };
    this.#pings.end();
    return {
      ...verdict,
      afterMs: at - this.#openedAt,
      bytesIn: connectionEnd.bytesIn - this.#bytesBefore.in,
      bytesOut: connectionEnd.bytesOut - this.#bytesBefore.out,
    };
  }
}

function closeCodeFor({ code }: FrameViolation): number {
  if (code === 'invalid-utf8') return CLOSE.invalidPayload;
  return code === 'too-big' ? CLOSE.tooBig : CLOSE.protocolError;
}
