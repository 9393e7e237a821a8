import type { Check, Problem } from '../checks/check.ts';
import type { Gathered, LiveEvidence } from '../probe/evidence.ts';
import type { Finding, Verdict } from './verdict.ts';

/** Gives a piece of live evidence by name, each gathered at most once. */
export type EvidenceSource = <Name extends keyof LiveEvidence>(
  name: Name,
) => Promise<Gathered<LiveEvidence[Name]>>;

/** What is judged, as its findings name it. */
export interface LiveSubject {
  readonly where: string;
  readonly evidence: EvidenceSource;
}

/** Judges one check by its live rule, and tells apart what was not judged from what could not be. */
export async function judgeLive(check: Check, subject: LiveSubject): Promise<Verdict> {
  const gathered: Partial<Record<keyof LiveEvidence, unknown>> = {};
  for (const name of check.live.needs) {
    const piece = await subject.evidence(name);
    if (piece.kind !== 'got') {
      return { check: check.id, outcome: piece.kind, evidence: piece.why, findings: [] };
    }
    gathered[name] = piece.value;
  }
  // The rule sees only what it asked for; `needs` and its type are bound together by `live()`.
  return applyRule(check, subject.where, gathered as unknown as LiveEvidence);
}

function applyRule(check: Check, where: string, evidence: LiveEvidence): Verdict {
  const findings: Finding[] = [];
  try {
    const judging = check.live.judge(evidence);
    let step = judging.next();
    for (; !step.done; step = judging.next()) findings.push(toFinding(check, where, step.value));
    const outcome = findings.length === 0 ? 'holds' : 'fails';
    return { check: check.id, outcome, evidence: step.value, findings };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { check: check.id, outcome: 'broken', evidence: reason, findings: [] };
  }
}

function toFinding(check: Check, where: string, { message, severity }: Problem): Finding {
  return {
    check: check.id,
    severity: severity ?? check.severity,
    file: null,
    line: null,
    column: null,
    where,
    message,
    related: [],
    fix: null,
  };
}
