import type { FrameViolation } from '../websocket/frame-rules.ts';

/** How a tunnel ended, and what it had carried. */
export interface TunnelEnd {
  /**
   * `close-frame`: the other side said so; `fin`: it closed without a close frame; `reset`: the
   * connection was broken off; `violation`: it broke RFC 6455; `ours`: we closed it.
   * A browser reports all but the first and the last as 1006.
   */
  readonly how: 'close-frame' | 'fin' | 'reset' | 'violation' | 'ours';
  /** Code of the close frame that came from the other side, if one came and had a code. */
  readonly code?: number;
  /** Reason of that close frame. */
  readonly reason?: string;
  /** The rule that was broken, with `violation`. */
  readonly violation?: FrameViolation;
  /** The system's word for it, with `reset`, such as `ECONNRESET`. */
  readonly detail?: string;
  /** Milliseconds from the 101 to this end. */
  readonly afterMs: number;
  /** Milliseconds without a byte in either direction before this end. */
  readonly silentMs: number;
  /** Bytes of frames, without the handshake and without TLS. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}
