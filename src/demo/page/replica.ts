import type { Change, FromNode, Position } from './wire.ts';

/** What a message did to the page's copy of the board. */
export type Taken = 'changed' | 'known' | 'gap';

/** The page's copy of the board. */
export class Replica {
  readonly #lit = new Set<number>();
  #position: Position | undefined;

  /** How far it has followed the board. */
  get position(): Position | undefined {
    return this.#position;
  }

  isLit(lamp: number): boolean {
    return this.#lit.has(lamp);
  }

  /** Takes the whole board. */
  replace({ epoch, step, lit }: FromNode & { type: 'snapshot' }): void {
    this.#position = { epoch, step };
    this.#lit.clear();
    for (const lamp of lit) this.#lit.add(lamp);
  }

  /** Takes one change, if it is the next. While two lines overlap, the same change comes over both. */
  take(change: Change): Taken {
    if (this.#position === undefined) return 'gap';
    const { epoch, step } = this.#position;
    if (change.step <= step) return 'known';
    if (change.step > step + 1) return 'gap';
    this.#position = { epoch, step: change.step };
    if (change.lit) this.#lit.add(change.lamp);
    else this.#lit.delete(change.lamp);
    return 'changed';
  }
}
