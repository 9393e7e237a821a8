/** Milliseconds before the first attempt, and the most that is ever waited. */
const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** How much longer each wait is than the one before. */
const FACTOR = 1.6;

/**
 * Whole milliseconds to wait after so many failed attempts. `random` (0 to 1) spreads the waits over 30 % either way:
 * pages that lost their line at the same moment must not all come back at the same moment.
 */
export function backoffMs(failures: number, random: number): number {
  const plain = Math.min(FIRST_MS * FACTOR ** failures, LONGEST_MS);
  return Math.round(plain * (0.7 + 0.6 * random));
}
