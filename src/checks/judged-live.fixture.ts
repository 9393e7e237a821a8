import type { LiveEvidence } from '../probe/evidence.ts';
import type { Check } from './check.ts';

/** What a live rule makes of evidence. */
export interface JudgedLive {
  /** Each problem as `warning: its message`. */
  readonly problems: readonly string[];
  /** What it saw, or why it cannot tell. */
  readonly end: string;
}

/** Judges evidence that was made up. */
export function judgedLive(check: Check, evidence: Partial<LiveEvidence>): JudgedLive {
  if (check.live === undefined) throw new Error(`${check.id} has no live rule.`);
  const judging = check.live.judge(evidence as LiveEvidence);
  const problems: string[] = [];
  for (;;) {
    const step = judging.next();
    if (step.done) {
      const end = typeof step.value === 'string' ? step.value : `unknown: ${step.value.cannotTell}`;
      return { problems, end };
    }
    const { severity, message } = step.value;
    problems.push(`${severity ?? check.severity}: ${message}`);
  }
}

/** The severities of what it finds. */
export function severitiesLive(check: Check, evidence: Partial<LiveEvidence>): string[] {
  return judgedLive(check, evidence).problems.map((problem) => problem.split(':')[0] ?? '');
}
