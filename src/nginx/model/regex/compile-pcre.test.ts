import { describe, expect, test } from 'vitest';
import { compilePcre, type PcreMatch, type PcreRegex } from './compile-pcre.ts';

function regex(pattern: string, caseless = false): PcreRegex {
  const compiled = compilePcre(pattern, { caseless });
  if (compiled.kind !== 'regex') throw new Error(`${pattern}: ${compiled.why}`);
  return compiled;
}

function groups(pattern: string, subject: string, caseless = false): PcreMatch['groups'] | null {
  return regex(pattern, caseless).exec(subject)?.groups ?? null;
}

function refusal(pattern: string): string {
  const compiled = compilePcre(pattern, { caseless: false });
  return compiled.kind === 'regex' ? 'regex' : `${compiled.kind}: ${compiled.why}`;
}

describe('groups', () => {
  test('are counted and named as PCRE does', () => {
    const { captures, names } = regex("(a)(?<x>b)(?P<y>c)(?'z'd)(?:e)(?>(f))");
    expect(captures).toBe(5);
    expect([...names]).toEqual([
      ['x', 2],
      ['y', 3],
      ['z', 4],
    ]);
  });

  test('keep their numbers where an atomic group comes before', () => {
    expect(groups('(?>a+)(b)(?>(c)d)(e)\\2', 'aabcdec')).toEqual(['aabcdec', 'b', 'c', 'e']);
  });

  test('without text are undefined', () => {
    expect(groups('(a)?(b)', 'b')).toEqual(['b', undefined, 'b']);
  });
});

describe('what a loop forgets', () => {
  test('is unsure where the last round did not set it', () => {
    const { exec } = regex('(?:(a)|b)+(c)?');
    expect(exec('ab')?.unsure).toEqual(new Set([1]));
    expect(exec('ba')?.unsure).toEqual(new Set());
  });

  test('is unsure always where a round may be empty', () => {
    expect(regex('(a*)*').exec('aa')?.unsure).toEqual(new Set([1]));
  });

  test('is sure where each round sets it', () => {
    expect(regex('(?:/(\\w+))+').exec('/a/b')).toEqual({
      groups: ['/a/b', 'b'],
      unsure: new Set(),
    });
  });
});

describe('bytes', () => {
  test.each([
    ['a.c', 'a\rc', true],
    ['a.c', 'a\nc', false],
    ['\\w', '\xe9', false],
    ['\\s', '\xa0', false],
    ['\\h', '\xa0', true],
    ['^a$', 'a\n', true],
    ['^a\\z', 'a\n', false],
    ['[^a]', '\n', true],
    ['(?>a|ab)c', 'abc', false],
    ['a*+a', 'aaa', false],
  ])('%j on %j', (pattern, subject, matches) => {
    expect(regex(pattern).exec(subject) !== null).toBe(matches);
  });

  test.each([
    ['AbC', 'aBc', true],
    ['\xe9', '\xc9', false],
    ['k', '\u212a', false],
    ['[^a]', 'A', false],
    ['(?-i)a', 'A', false],
  ])('%j without regard to case on %j', (pattern, subject, matches) => {
    expect(regex(pattern, true).exec(subject) !== null).toBe(matches);
  });
});

describe('a quantifier', () => {
  test('that counts nothing is text', () => {
    expect(groups('a{x}{', 'a{x}{')).toEqual(['a{x}{']);
  });

  test('belongs to the last character of a quotation', () => {
    expect(groups('\\Qa.\\E+', 'a...')).toEqual(['a...']);
  });
});

test.each([
  ['(?R)', 'unknown: (?R is not followed'],
  ['a\\Kb', 'unknown: \\K is not followed'],
  ['(a)|\\1', 'unknown: group 1 may have no text where it is referred to'],
  ['(?i)(a)\\1', 'unknown: a group is referred to without regard to case'],
  ['(?:|a)*', 'unknown: a loop may have an empty round before others'],
  ['(?<=a+)b', 'unknown: a lookbehind has no fixed length'],
  ['a{,3}', 'unknown: {,3} is text up to PCRE2 10.42 and a quantifier from 10.43 on'],
  ['(?:a{1000}){1000}', 'unknown: the pattern is too large'],
  ['\u0159', 'unknown: the pattern was not given as bytes'],
  ['(a', 'invalid: a parenthesis is not closed'],
  ['a)', 'invalid: a parenthesis is closed that was not opened'],
  ['*', 'invalid: a quantifier follows nothing'],
  ['[z-a]', 'invalid: a range in a class counts down'],
  ['(a)\\2', 'invalid: there is no group 2'],
  ['(?<a>)(?<a>)', 'invalid: two groups are named "a"'],
])('%j has no translation', (pattern, expected) => {
  expect(refusal(pattern)).toBe(expected);
});

test('groups may be 250 deep', () => {
  const nested = (depth: number): string => '('.repeat(depth) + ')'.repeat(depth);
  expect(refusal(nested(250))).toBe('regex');
  expect(refusal(nested(251))).toBe('invalid: more than 250 groups within one another');
});
