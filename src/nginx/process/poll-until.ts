import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 40;

/**
 * Looks again and again, at once first and then less and less often, until `look` gives a value.
 * Undefined where the time is up.
 */
export async function pollUntil<T>(
  look: () => Promise<T | undefined> | T | undefined,
  timeoutMs: number,
): Promise<T | undefined> {
  const end = performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.2, LONGEST_PAUSE_MS)) {
    const value = await look();
    if (value !== undefined) return value;
    const left = end - performance.now();
    if (left <= 0) return undefined;
    await delay(Math.min(pause, left));
  }
}
