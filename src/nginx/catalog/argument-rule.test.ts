import { describe, expect, test } from 'vitest';
import { describeArguments, parseArgumentRule, takes } from './argument-rule.ts';

describe('an argument rule', () => {
  test.each([
    ['0', 'no argument', [0]],
    ['1', 'exactly 1 argument', [1]],
    ['2', 'exactly 2 arguments', [2]],
    ['1-2', '1 or 2 arguments', [1, 2]],
    ['1-4', '1 to 4 arguments', [1, 2, 3, 4]],
    ['1,3', '1 or 3 arguments', [1, 3]],
    ['2+', 'at least 2 arguments', [2, 3, 4, 5, 6]],
    ['0+', 'any number of arguments', [0, 1, 2, 3, 4, 5, 6]],
  ])('%s', (text, words, accepted) => {
    const rule = parseArgumentRule(text);
    expect(describeArguments(rule)).toBe(words);
    expect([0, 1, 2, 3, 4, 5, 6].filter((count) => takes(rule, count))).toEqual(accepted);
  });
});
