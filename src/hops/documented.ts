import type { Documented } from './hop-kind.ts';

/** Milliseconds. */
export const SECOND = 1_000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;

/** When pages without a date of their own were last looked up. */
const LOOKED_UP = '2026-11';

/** A fact as its source has it. */
export function documented<T>(value: T, source: string, asOf: string = LOOKED_UP): Documented<T> {
  return { value, source, asOf };
}
