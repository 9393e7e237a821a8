/** What is to be called when a probe asks for it. */
export class Callbacks {
  readonly #byProbe: Map<string, Set<() => void>> = new Map();

  /** Adds one, and returns the way to forget it. */
  add(probe: string, callback: () => void): () => void {
    const callbacks = this.#byProbe.get(probe) ?? new Set();
    this.#byProbe.set(probe, callbacks);
    callbacks.add(callback);
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) this.#byProbe.delete(probe);
    };
  }

  /** Calls all of a probe's. */
  call(probe: string): void {
    for (const callback of [...(this.#byProbe.get(probe) ?? [])]) callback();
  }
}
