import { expect, test } from 'vitest';
import { restartDelay } from './restart-delay.ts';

test('doubles from 250 ms to 30 s', () => {
  const delay = restartDelay();
  const delays = Array.from({ length: 9 }, () => delay.next(10));
  expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('an nginx that lasted a minute makes it begin anew', () => {
  const delay = restartDelay();
  delay.next(0);
  delay.next(0);
  expect(delay.next(59_999)).toBe(1000);
  expect(delay.next(60_000)).toBe(250);
  expect(delay.next(0)).toBe(500);
});
