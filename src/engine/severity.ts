import type { Severity } from '../checks/check.ts';
import type { Verdict } from './verdict.ts';

const RANK: Record<Severity, number> = { error: 0, warning: 1, advice: 2 };

/** Something that weighs as much as its severity. */
export interface Weighed {
  readonly severity: Severity;
}

/** For sorting: what weighs most comes first. */
export function bySeverity(one: Weighed, other: Weighed): number {
  return RANK[one.severity] - RANK[other.severity];
}

/** The first of those that weigh most. */
export function worstOf<One extends Weighed>(all: readonly One[]): One | undefined {
  return all.toSorted(bySeverity)[0];
}

/** Whether any verdict has a finding of at least this severity, or a check that broke. */
export function isRed(verdicts: readonly Verdict[], failOn: Severity = 'error'): boolean {
  return verdicts.some(
    ({ outcome, findings }) =>
      outcome === 'broken' || findings.some(({ severity }) => isAtLeast(severity, failOn)),
  );
}

/** Whether a severity weighs as much as another, or more; nothing weighs as much as `never`. */
export function isAtLeast(severity: Severity, least: Severity | 'never'): boolean {
  return least !== 'never' && RANK[severity] <= RANK[least];
}
