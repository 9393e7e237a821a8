import { expect, test } from 'vitest';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { durationText, placesText, shown } from './shown.ts';

test('bytes are shown as the UTF-8 that they are', () => {
  expect(shown('caf\u00c3\u00a9')).toBe('café');
  expect(shown('plain')).toBe('plain');
});

test.each([
  [60_000, '60 s'],
  [3_600_000, '1 h'],
  [86_400_000, '1 d'],
  [90_000, '90 s'],
  [1500, '1500 ms'],
])('%s ms is %s', (ms, text) => expect(durationText(ms)).toBe(text));

test('lines of one file are told together', () => {
  const files = objectFiles({ a: 'x;\ny;\nz;\n\nw;\ninclude b;\n', b: 'v;\n' });
  expect(placesText(load('a', { files }).children())).toBe('a:1-3, 5, b:1');
});
