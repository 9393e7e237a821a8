import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

const words = ['idle-timeout', 'hop-timeout', 'sticky'];

test.each([
  ['idle-timeouts', 'idle-timeout'],
  ['idel-timeout', 'idle-timeout'],
  ['hoptimeout', 'hop-timeout'],
  ['stiky', 'sticky'],
])('%s is near %s', (typed, meant) => {
  expect(nearestWord(typed, words)).toBe(meant);
});

test('what is near to nothing is told nothing', () => {
  expect(nearestWord('buffering', words)).toBeUndefined();
});
