import type { LiveCheck, Problem } from '../checks/check.ts';
import type { LiveEvidence } from '../probe/evidence.ts';
import type { EvidenceSource } from '../probe/gather-evidence.ts';
import type { Finding, Outcome, Verdict } from './verdict.ts';

/** What is judged, as its findings name it. */
export interface LiveSubject {
  readonly where: string;
  readonly evidence: EvidenceSource;
}

/** Judges one check by its live rule. Never throws: an error in a rule or a gatherer is ours, and said. */
export async function judgeLive(check: LiveCheck, subject: LiveSubject): Promise<Verdict> {
  try {
    return await judge(check, subject);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return verdict(check, 'broken', reason);
  }
}

async function judge(check: LiveCheck, { where, evidence }: LiveSubject): Promise<Verdict> {
  const pieces: Partial<Record<keyof LiveEvidence, unknown>> = {};
  for (const name of check.live.needs) {
    const piece = await evidence(name);
    if (piece.kind !== 'got') return verdict(check, piece.kind, piece.why);
    pieces[name] = piece.value;
  }
  for (const name of check.live.wants) {
    const piece = await evidence(name);
    if (piece.kind === 'got') pieces[name] = piece.value;
  }
  // The rule sees only what it asked for; `live()` binds `needs` and its type together.
  const judging = check.live.judge(pieces as unknown as LiveEvidence);
  const findings: Finding[] = [];
  for (;;) {
    const step = judging.next();
    if (!step.done) {
      findings.push(toFinding(check, where, step.value));
      continue;
    }
    if (typeof step.value !== 'string') return verdict(check, 'unknown', step.value.cannotTell);
    return verdict(check, findings.length === 0 ? 'holds' : 'fails', step.value, findings);
  }
}

function verdict(
  { id }: LiveCheck,
  outcome: Outcome,
  evidence: string,
  findings: readonly Finding[] = [],
): Verdict {
  return { check: id, outcome, evidence, findings };
}

function toFinding(check: LiveCheck, where: string, { message, severity }: Problem): Finding {
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
