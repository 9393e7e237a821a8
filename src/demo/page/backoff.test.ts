import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('waits grow to 10 s and no further', () => {
  const waits = [0, 1, 2, 20, 2_000].map((failures) => backoffMs(failures, 0.5));
  expect(waits).toEqual([1_000, 1_600, 2_560, 10_000, 10_000]);
});

test('waits are spread over 30 % either way', () => {
  expect(backoffMs(0, 0)).toBe(700);
  expect(backoffMs(0, 1)).toBe(1_300);
});
