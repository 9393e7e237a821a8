import { expect, test } from 'vitest';
import { beginsWithAssertedByte } from './begins-with-asserted-byte.ts';
import { parsePattern } from './parse-pattern.ts';

test.each(['(?=1)b*1', '((?=a))c?a', '(?!x)(?=a+)b?a', '\\b(?=(a|b))c?a', 'x|(?=a)b?a'])(
  '%s does',
  (pattern) => {
    expect(beginsWithAssertedByte(parsePattern(pattern, true).root)).toBe(true);
  },
);

test.each(['^(?=a)b?a', 'x(?=a)b?a', '(?=.*a)b?a', '(?=[a-c])b?a', '(?!a)b?a', '(?<=a)b?a', 'a'])(
  '%s does not',
  (pattern) => {
    expect(beginsWithAssertedByte(parsePattern(pattern, true).root)).toBe(false);
  },
);
