import { expect, test } from 'vitest';
import { complementOf, escapedSet, foldCase, namedSet, sourceOfSet } from './byte-set.ts';

test('a set is written as ranges', () => {
  expect(sourceOfSet(namedSet('xdigit') ?? [])).toBe('[0-9A-Fa-f]');
  expect(sourceOfSet(escapedSet('v') ?? [])).toBe('[\\x0a-\\x0d\\x85]');
  expect(sourceOfSet(complementOf(namedSet('ascii') ?? []))).toBe('[\\x80-\\xff]');
});

test('all bytes and none are sets too', () => {
  const every = (escapedSet('d') ?? []).map(() => true);
  expect(sourceOfSet(every)).toBe('[^]');
  expect(sourceOfSet(complementOf(every))).toBe('[]');
});

test('an upper-case letter stands for the other bytes', () => {
  expect(escapedSet('D')).toEqual(complementOf(escapedSet('d') ?? []));
  expect(escapedSet('q')).toBeUndefined();
});

test('only ASCII letters have two cases', () => {
  const folded = foldCase(escapedSet('w')?.map((_, byte) => byte === 0x61 || byte === 0xe9) ?? []);
  expect(sourceOfSet(folded)).toBe('[Aa\\xe9]');
});
