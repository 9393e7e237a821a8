import { expect, test } from 'vitest';
import { freshProbeId, mark, unmark } from './probe-id.ts';

test('ids are fresh', () => {
  expect(freshProbeId()).toMatch(/^[0-9a-f]{16}$/);
  expect(freshProbeId()).not.toBe(freshProbeId());
});

test.each([
  ['/ws/', '/ws/?fairlead-probe=7'],
  ['/ws/?a=1', '/ws/?a=1&fairlead-probe=7'],
  ['http://example.com/ws/', 'http://example.com/ws/?fairlead-probe=7'],
])('%s is marked', (target, marked) => {
  expect(mark(target, '7')).toBe(marked);
  expect(unmark(marked, '7')).toBe(target);
});
