import type { Severity } from '../checks/check.ts';
import type { Verdict } from './verdict.ts';

const RANK: Record<Severity, number> = { advice: 0, warning: 1, error: 2 };

/** Whether any verdict has a finding of at least this severity, or a check that broke. */
export function isRed(verdicts: readonly Verdict[], failOn: Severity = 'error'): boolean {
  return verdicts.some(
    ({ outcome, findings }) =>
      outcome === 'broken' || findings.some(({ severity }) => isAtLeast(severity, failOn)),
  );
}

/** Whether a severity weighs as much as another, or more; nothing weighs as much as `never`. */
export function isAtLeast(severity: Severity, least: Severity | 'never'): boolean {
  return least !== 'never' && RANK[severity] >= RANK[least];
}
