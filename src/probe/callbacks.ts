/** What is to be called when a probe asks for it. */
export class Callbacks {
  readonly #byProbe: Map<string, Set<() => void>> = new Map();

  /** Adds one, and returns the way to forget it. */
  add(probe: string, callback: () => void): () => void {
    const callbacks = this.#byProbe.get(probe) ?? new Set();
    this.#byProbe.set(probe, callbacks);
    callbacks.add(callback);
    return () => {
      // Forgotten before: what the probe has by now may be others.
      if (!callbacks.delete(callback)) return;
      if (callbacks.size === 0) this.#byProbe.delete(probe);
    };
  }

  /** Calls all of a probe's; says how many there were. */
  call(probe: string): number {
    const callbacks = [...(this.#byProbe.get(probe) ?? [])];
    for (const callback of callbacks) callback();
    return callbacks.length;
  }
}
