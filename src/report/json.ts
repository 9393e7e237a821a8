import type { Verdict } from '../engine/verdict.ts';

/** The result of `up --once`, `prove` and `probe`: a contract, to which fields may be added. */
export interface LiveReport {
  readonly nginx: string | null;
  readonly url: string;
  /** By how much timeouts were divided. */
  readonly scale: number;
  readonly checks: readonly Verdict[];
}

/** One JSON object, with a line end. */
export function liveJson(report: LiveReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
