import type { Check } from '../../checks/check.ts';
import { byLikelihood } from '../../engine/likelihood.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';

/** Files one after the other, that with the likeliest cause first, and in each file likewise. */
export function likeliestFirst(
  findings: readonly PlacedFinding[],
  checks: readonly Check[],
): PlacedFinding[] {
  const byFile = new Map<string, PlacedFinding[]>();
  for (const finding of findings.toSorted(byLikelihood(checks))) {
    const known = byFile.get(finding.file);
    if (known === undefined) byFile.set(finding.file, [finding]);
    else known.push(finding);
  }
  return [...byFile.values()].flat();
}
