import { expect, test } from 'vitest';
import { cut } from './cut.ts';

test('a text is cut where it does not fit, and says so', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abcd', 3)).toBe('ab…');
  expect(cut('a bcd', 3)).toBe('a…');
  expect(cut('abcd', 0)).toBe('…');
});
