import { equalBytes } from '../websocket/bytes.ts';
import { startTimer } from './timer.ts';

/** What waiting for a pong came to. */
export type PingOutcome =
  | { readonly kind: 'pong'; readonly ms: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'ended' };

interface PendingPing {
  readonly payload: Uint8Array;
  readonly settle: (outcome: PingOutcome) => void;
  readonly sentAt: number;
}

/** The pings of one tunnel that wait for their pongs. */
export class PendingPings {
  #pending: PendingPing[] = [];
  #ended = false;

  /** Call it just before the ping is sent; the time is counted from here. */
  wait(payload: Uint8Array, timeoutMs: number): Promise<PingOutcome> {
    if (this.#ended) return Promise.resolve({ kind: 'ended' });
    return new Promise((resolve) => {
      const settle = (outcome: PingOutcome): void => {
        stopTimer();
        this.#pending = this.#pending.filter((other) => other !== ping);
        resolve(outcome);
      };
      const ping = { payload, settle, sentAt: performance.now() };
      const stopTimer = startTimer(timeoutMs, () => settle({ kind: 'timeout' }));
      this.#pending.push(ping);
    });
  }

  /**
   * Settles the ping that this pong answers, and those before it: RFC 6455 5.5.3 lets the other
   * side answer only the latest. A pong that nobody asked for is none of ours.
   */
  answer(payload: Uint8Array): void {
    const index = this.#pending.findIndex((ping) => equalBytes(ping.payload, payload));
    for (const ping of this.#pending.slice(0, index + 1)) {
      ping.settle({ kind: 'pong', ms: performance.now() - ping.sentAt });
    }
  }

  /** The tunnel is gone: nothing will be answered. */
  end(): void {
    this.#ended = true;
    for (const ping of this.#pending) ping.settle({ kind: 'ended' });
  }
}
