import { expect, test } from 'vitest';
import { isNumber, isOffset, isSize, isTime } from './written-value.ts';

// What nginx itself takes of these is asked in test/checks/refused.test.ts.
test('times go from the longest unit to the shortest, by what the directive counts in', () => {
  const both = ['0', '60', '60s', '1w2d 3h', '1h 30', '5 ', ' 5'];
  for (const text of both)
    expect([text, isTime(text, 'ms'), isTime(text, 's')]).toEqual([text, true, true]);
  const none = ['', ' ', 's', '60min', '1h1h', '30m 1h', '-1', '1.5h', '5 s', '5 5 5'];
  for (const text of none)
    expect([text, isTime(text, 'ms'), isTime(text, 's')]).toEqual([text, false, false]);
  expect([isTime('5ms', 'ms'), isTime('5ms', 's')]).toEqual([true, false]);
  expect([isTime('1y 2M', 'ms'), isTime('1y 2M', 's')]).toEqual([false, true]);
});

test('sizes have no gigabytes, those of files have', () => {
  expect(
    ['1', '1k', '1M', '1g', 'k', '1kb', ''].map((text) => [isSize(text), isOffset(text)]),
  ).toEqual([
    [true, true],
    [true, true],
    [true, true],
    [false, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
});

test('numbers are digits', () => {
  expect(['0', '12', '-1', '1.5', '', 'x'].map(isNumber)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
