/** A moment up to which several waits may last together. */
export interface Deadline {
  /** Milliseconds that were given. */
  readonly givenMs: number;
  /** Milliseconds that are left, 0 when it has passed. */
  leftMs(): number;
}

/** A deadline `givenMs` milliseconds from now. */
export function startDeadline(givenMs: number): Deadline {
  const end = performance.now() + givenMs;
  return { givenMs, leftMs: () => Math.max(0, end - performance.now()) };
}
