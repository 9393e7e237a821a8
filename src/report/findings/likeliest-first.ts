import type { Check } from '../../checks/check.ts';
import { byLikelihood } from '../../engine/likelihood.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { grouped } from '../grouped.ts';

/** Files one after the other, that with the likeliest cause first, and in each file likewise. */
export function likeliestFirst(
  findings: readonly PlacedFinding[],
  checks: readonly Check[],
): PlacedFinding[] {
  const inOrder = findings.toSorted(byLikelihood(checks));
  return [...grouped(inOrder, ({ file }) => file).values()].flat();
}
