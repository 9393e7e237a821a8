import { expect, test } from 'vitest';
import { untilAborted } from './until-aborted.ts';

const never = new Promise<never>(() => {});

test('it is the result of the work', async () => {
  expect(await untilAborted(Promise.resolve(1), undefined)).toBe(1);
  expect(await untilAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
});

test('work that does not end is left when the signal aborts, and if it did before', async () => {
  const controller = new AbortController();
  const left = untilAborted(never, controller.signal);
  controller.abort(new Error('enough'));
  await expect(left).rejects.toThrow('enough');
  await expect(untilAborted(never, controller.signal)).rejects.toThrow('enough');
});
