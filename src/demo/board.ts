import type { Change, Position } from './page/wire.ts';

/** Changes that are kept for pages that come back; who missed more gets the whole board. */
const RECENT_CHANGES = 1_000;

/** A board as data: what a new or restarted node is given. */
export interface BoardState {
  readonly epoch: string;
  readonly step: number;
  readonly lit: readonly number[];
  readonly recent: readonly Change[];
}

/** The signal board: which lamps are lit, and the latest changes. The hub has one, and every node a copy of it. */
export class Board {
  readonly epoch: string;
  readonly #lit: Set<number>;
  readonly #recent: Change[];
  #step: number;

  constructor(state: BoardState) {
    this.epoch = state.epoch;
    this.#step = state.step;
    this.#lit = new Set(state.lit);
    this.#recent = [...state.recent];
  }

  /** The number of the latest change, 0 before the first. */
  get step(): number {
    return this.#step;
  }

  /** Takes the next change. Throws when it is not the next one: the board would no longer be the hub's. */
  apply(change: Change): void {
    if (change.step !== this.#step + 1) {
      throw new Error(
        `The board is at step ${this.#step} and expected step ${this.#step + 1}, but got step ${change.step}.`,
      );
    }
    this.#step = change.step;
    if (change.lit) this.#lit.add(change.lamp);
    else this.#lit.delete(change.lamp);
    this.#recent.push(change);
    if (this.#recent.length > RECENT_CHANGES) this.#recent.shift();
  }

  /**
   * The changes after `position`; undefined when only the whole board will do.
   * A position that is ahead is of a page that heard of a change sooner than this copy: it has missed nothing.
   */
  changesSince(position: Position | undefined): readonly Change[] | undefined {
    if (position?.epoch !== this.epoch) return undefined;
    const missed = this.#step - position.step;
    if (missed <= 0) return [];
    if (missed > this.#recent.length) return undefined;
    return this.#recent.slice(-missed);
  }

  /** The board as data. */
  state(): BoardState {
    return { epoch: this.epoch, step: this.#step, lit: this.litLamps(), recent: [...this.#recent] };
  }

  /** The numbers of the lamps that are lit, ascending. */
  litLamps(): number[] {
    return [...this.#lit].sort((a, b) => a - b);
  }
}
