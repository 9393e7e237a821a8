import type { Check, Severity } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, advice: 2 };

/**
 * Files one after the other, that with the likeliest cause first, and in each file likewise: what
 * breaks before what may, and what keeps a handshake from arriving before what comes later.
 */
export function likeliestFirst(
  findings: readonly PlacedFinding[],
  checks: readonly Check[],
): PlacedFinding[] {
  const order = new Map(checks.map(({ id }, at) => [id, at]));
  const rankOf = ({ severity, check }: PlacedFinding): number =>
    RANK[severity] * checks.length + (order.get(check) ?? checks.length - 1);
  const best = new Map<string, number>();
  for (const finding of findings) {
    const rank = rankOf(finding);
    if (rank < (best.get(finding.file) ?? Number.POSITIVE_INFINITY)) best.set(finding.file, rank);
  }
  const place = new Map([...best.keys()].map((file, at) => [file, at]));
  return findings.toSorted(
    (a, b) =>
      (best.get(a.file) ?? 0) - (best.get(b.file) ?? 0) ||
      (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) ||
      rankOf(a) - rankOf(b),
  );
}
