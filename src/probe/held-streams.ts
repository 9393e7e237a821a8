import { Callbacks } from './callbacks.ts';
import { startTimer } from './timer.ts';

/** How long a stream is held that nobody lets go on. */
const HOLD_MS = 30_000;

/** The streams that a backend holds until their probe, or the clock, lets them go on. */
export class HeldStreams {
  readonly #held: Callbacks = new Callbacks();

  /** Lets a probe's streams go on; says how many there were. */
  release(probe: string): number {
    return this.#held.call(probe);
  }

  /** Calls `letGo` once: on release, or after 30 s. Returns the way to forget it. */
  hold(probe: string, letGo: () => void): () => void {
    const forget = (): void => {
      stopTimer();
      remove();
    };
    const goOn = (): void => {
      forget();
      letGo();
    };
    const remove = this.#held.add(probe, goOn);
    const stopTimer = startTimer(HOLD_MS, goOn);
    return forget;
  }
}
