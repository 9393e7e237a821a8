import type { Check } from '../../checks/check.ts';
import { byLikelihood } from '../../engine/likelihood.ts';
import { deniesUpgrade } from '../../engine/predicted-answer.ts';
import { bySeverity } from '../../engine/severity.ts';
import type { Finding, Verdict } from '../../engine/verdict.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import { isOfConfiguration, isSerious, type ProofContent } from './proof-report.ts';
import { unexplained } from './unexplained.ts';

/** A fault, in the proof that showed it. */
export interface Fault {
  readonly proof: ProofContent;
  readonly verdict: Verdict;
  readonly finding: Finding;
}

/**
 * Faults, the likeliest cause first: what breaks before what may, what keeps a handshake from its 101
 * before what comes later, and a line that causes it before what is merely seen of it.
 */
export function likeliestFaults(
  proofs: readonly ProofContent[],
  checks: readonly Check[],
): readonly Fault[] {
  const faults = proofs.flatMap((proof) =>
    proof.checks
      .filter(isSerious)
      .flatMap((verdict) => verdict.findings.map((finding) => ({ proof, verdict, finding })))
      .filter(({ finding }) => finding.severity !== 'advice'),
  );
  const inOrder = byLikelihood(checks);
  return faults.toSorted(
    (one, other) =>
      bySeverity(one.finding, other.finding) ||
      remoteness(one) - remoteness(other) ||
      inOrder(one.finding, other.finding),
  );
}

/** How far a fault is from being the cause of a missing 101; faults of one severity are compared. */
function remoteness({ proof, finding }: Fault): number {
  const isLater = !deniesUpgrade(finding.check);
  const isOnlySeen = !isOfConfiguration(finding, proof);
  return Number(isLater) * 2 + Number(isOnlySeen);
}

/** The likeliest cause in one sentence, or that there is none. */
export interface ProofCause {
  readonly text: string;
  /** Whose first sentence it is. */
  readonly finding: Finding | undefined;
}

/** The likeliest cause of what proofs showed. */
export function proofCause(proofs: readonly ProofContent[], checks: readonly Check[]): ProofCause {
  const finding = likeliestFaults(proofs, checks)[0]?.finding;
  if (finding === undefined) {
    const riddle = proofs.flatMap((proof) => unexplained(proof) ?? [])[0];
    return { text: riddle?.message ?? soundText(proofs), finding };
  }
  const said = firstSentence(finding.message).replace(/\.$/, '');
  const place = finding.file === null ? '' : ` (${finding.file}:${finding.line})`;
  const before = finding.severity === 'error' ? '' : 'No error was found, but: ';
  return { text: `${before}${said}${place}.`, finding };
}

function soundText(proofs: readonly ProofContent[]): string {
  const verdicts = proofs.flatMap(({ checks }) => checks);
  const isBroken = verdicts.some(({ outcome }) => outcome === 'broken');
  if (isBroken)
    return 'Nothing is wrong in what could be judged, but a check broke, which is our bug.';
  const unsure = verdicts.filter(({ outcome }) => outcome === 'unknown').length;
  return unsure === 0
    ? 'All that was judged holds.'
    : `All that could be judged holds; ${unsure} could not.`;
}
