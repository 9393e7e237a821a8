/** A map that forgets what was set longest ago, so that what comes over the wire cannot fill the memory. */
export class BoundedMap<Key, Value> {
  readonly #limit: number;
  readonly #entries: Map<Key, Value> = new Map();

  /** Keeps at most `limit` entries. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  /** Sets an entry, and makes it the youngest. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    // A map iterates in the order of insertion: the first key is the oldest.
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
