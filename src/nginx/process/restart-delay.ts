const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
const STABLE_AFTER_MS = 60_000;

/** How long to wait before the next start after a crash: longer each time it does not last. */
export interface RestartDelay {
  /** Milliseconds to wait; `uptimeMs` is how long the nginx that ended had run. */
  next(uptimeMs: number): number;
}

/** Begins at 250 ms and doubles up to 30 s; an nginx that ran for a minute makes it begin anew. */
export function restartDelay(): RestartDelay {
  let delayMs = FIRST_DELAY_MS;
  return {
    next(uptimeMs) {
      if (uptimeMs >= STABLE_AFTER_MS) delayMs = FIRST_DELAY_MS;
      const current = delayMs;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      return current;
    },
  };
}
