import type { FromPage } from './wire.ts';

/** A change that the page wants. */
export type WantedChange = FromPage & { readonly type: 'set' };

/** The page's own changes, each kept until the backend says that it has it. */
export class Outbox {
  #waiting: WantedChange[] = [];
  #last = 0;

  /** Numbers a change and keeps it. */
  put(lamp: number, lit: boolean): WantedChange {
    this.#last += 1;
    const change: WantedChange = { type: 'set', number: this.#last, lamp, lit };
    this.#waiting.push(change);
    return change;
  }

  /** Forgets what the backend has. It takes changes in order: with one, it has all before it. */
  acknowledge(number: number): void {
    this.#waiting = this.#waiting.filter((change) => change.number > number);
  }

  /** What the backend may not have, oldest first: to be sent again over a new line. */
  waiting(): readonly WantedChange[] {
    return this.#waiting;
  }

  /** What is wanted of a lamp; undefined where nothing is waiting for it. */
  wanted(lamp: number): boolean | undefined {
    return this.#waiting.findLast((change) => change.lamp === lamp)?.lit;
  }
}
