/** Longest delay that Node's timers keep; what is longer fires at once there. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Calls back once after the delay, and never where it is endless. Returns what stops it. */
export function startTimer(delayMs: number, callback: () => void): () => void {
  if (delayMs > MAX_TIMER_MS) return () => {};
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
