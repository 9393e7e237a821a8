import type { Check } from '../checks/check.ts';
import { bySeverity, type Weighed } from './severity.ts';

/** Something that may be the cause; `check` is null for what no single check stands for. */
export interface Likely extends Weighed {
  readonly check: string | null;
}

/**
 * For sorting: what breaks before what may, and what keeps a handshake from arriving before what comes
 * later, which is the order of the checks. A check that is not among them is the least likely cause.
 */
export function byLikelihood(checks: readonly Check[]): (one: Likely, other: Likely) => number {
  const order = new Map(checks.map(({ id }, at) => [id, at]));
  const placeOf = ({ check }: Likely): number =>
    check === null ? -1 : (order.get(check) ?? checks.length);
  return (one, other) => bySeverity(one, other) || placeOf(one) - placeOf(other);
}
