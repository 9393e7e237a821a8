import { expect, test } from 'vitest';
import { deferredFix } from './deferred-fix.ts';

test('edits are made when they are asked for, and once', () => {
  let times = 0;
  const fix = deferredFix(
    'Set it',
    () => true,
    () => {
      times += 1;
      return [];
    },
  );
  expect([fix.title, fix.safe, times]).toEqual(['Set it', true, 0]);
  expect(fix.edits).toBe(fix.edits);
  expect(times).toBe(1);
});
