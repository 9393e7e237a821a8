import { once } from 'node:events';

/** What may be asked of a gateway that runs. */
export type Wish = 'prove' | 'reload';

/** Wishes in the order in which they came; one that waits already is not noted twice. */
export class Wishes {
  readonly #waiting: Wish[] = [];
  readonly #came = new EventTarget();

  add(wish: Wish): void {
    if (!this.#waiting.includes(wish)) this.#waiting.push(wish);
    this.#came.dispatchEvent(new Event('wish'));
  }

  /** The next wish, as soon as there is one. Rejects with an `AbortError` when `signal` aborts. */
  async next(signal: AbortSignal): Promise<Wish> {
    for (;;) {
      signal.throwIfAborted();
      const wish = this.#waiting.shift();
      if (wish !== undefined) return wish;
      await once(this.#came, 'wish', { signal });
    }
  }
}
