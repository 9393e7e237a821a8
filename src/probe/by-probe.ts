import { BoundedMap } from './bounded-map.ts';

/** Probes of which something is remembered. */
const PROBE_LIMIT = 2_000;

/** A probe sends a handful of requests; more would be a loop, or someone filling the memory. */
const MOST_OF_ONE = 100;

/** What a backend remembers of each probe, in the order in which it came. */
export class ByProbe<Value> {
  readonly #values: BoundedMap<string, Value[]> = new BoundedMap(PROBE_LIMIT);

  /** Remembers one more. */
  remember(probe: string, value: Value): void {
    const known = this.#values.get(probe);
    if (known === undefined) this.#values.set(probe, [value]);
    else if (known.length < MOST_OF_ONE) known.push(value);
  }

  /** All that is remembered of a probe. */
  of(probe: string): readonly Value[] {
    return this.#values.get(probe) ?? [];
  }
}
