import { expect, test } from 'vitest';
import { checks } from '../checks/index.ts';
import { byLikelihood, type Likely } from './likelihood.ts';

function one(severity: Likely['severity'], check: string | null): Likely {
  return { severity, check };
}

test('what breaks goes first, then the order of the checks, and last a check that is none of them', () => {
  const [first, second] = checks.map(({ id }) => id);
  const inOrder = [
    one('error', second ?? ''),
    one('warning', null),
    one('warning', first ?? ''),
    one('warning', second ?? ''),
    one('warning', 'suppression'),
    one('advice', first ?? ''),
  ];
  expect(inOrder.toReversed().toSorted(byLikelihood(checks))).toEqual(inOrder);
});
