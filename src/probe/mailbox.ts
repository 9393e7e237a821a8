import { startTimer } from './timer.ts';

/** What waiting for an item came to. */
export type Taken<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed' };

/**
 * A queue between one side that puts and another that waits. It knows how much it holds, so that
 * the putting side can stop reading from the network instead of filling the memory.
 */
export class Mailbox<T> {
  readonly #limit: number;
  readonly #weigh: (item: T) => number;
  #items: T[] = [];
  #weight = 0;
  #closed = false;
  #takers: ((taken: Taken<T>) => void)[] = [];
  #waitingForRoom: (() => void)[] = [];

  /** `limit`: the weight from which on `full` is true. */
  constructor(limit: number, weigh: (item: T) => number) {
    this.#limit = limit;
    this.#weigh = weigh;
  }

  /** Weight of all items that nobody has taken. */
  get weight(): number {
    return this.#weight;
  }

  get full(): boolean {
    return this.#weight >= this.#limit;
  }

  /** Hands the item to whoever waits longest, or keeps it. */
  put(item: T): void {
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker({ kind: 'item', item });
      return;
    }
    this.#items.push(item);
    this.#weight += this.#weigh(item);
  }

  /** Puts what was taken but not used back to the front. */
  putBack(item: T): void {
    this.#items.unshift(item);
    this.#weight += this.#weigh(item);
  }

  /** No item will follow. What is there can still be taken. */
  close(): void {
    this.#closed = true;
    for (const taker of this.#takers.splice(0)) taker({ kind: 'closed' });
    this.#makeRoom();
  }

  /** The next item, as soon as there is one. */
  take(timeoutMs: number): Promise<Taken<T>> {
    const item = this.#items.shift();
    if (item !== undefined) {
      this.#weight -= this.#weigh(item);
      if (!this.full) this.#makeRoom();
      return Promise.resolve({ kind: 'item', item });
    }
    if (this.#closed) return Promise.resolve({ kind: 'closed' });
    return new Promise((resolve) => this.#wait(resolve, timeoutMs));
  }

  /** Resolves when it is not full, or closed. */
  room(): Promise<void> {
    if (!this.full || this.#closed) return Promise.resolve();
    return new Promise((resolve) => this.#waitingForRoom.push(resolve));
  }

  #wait(resolve: (taken: Taken<T>) => void, timeoutMs: number): void {
    const taker = (taken: Taken<T>): void => {
      stopTimer();
      resolve(taken);
    };
    const stopTimer = startTimer(timeoutMs, () => {
      this.#takers = this.#takers.filter((other) => other !== taker);
      resolve({ kind: 'timeout' });
    });
    this.#takers.push(taker);
  }

  #makeRoom(): void {
    for (const resolve of this.#waitingForRoom.splice(0)) resolve();
  }
}
