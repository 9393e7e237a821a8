import type { BackendKind } from '../probe/backend-kind.ts';
import type { AcceptanceEvidence, Answer } from '../probe/lab-evidence.ts';

/**
 * How a backend of this kind refuses what one that goes by the standards takes; undefined where it
 * takes it too, or where nobody knows.
 */
export function refusedOnlyBy(
  acceptance: AcceptanceEvidence | undefined,
  kind: BackendKind,
): Answer | undefined {
  const answerOf = (one: BackendKind) => acceptance?.answers.find((answer) => answer.kind === one);
  const answer = answerOf(kind);
  return answerOf('strict')?.status === 101 && answer?.status !== 101 ? answer : undefined;
}
