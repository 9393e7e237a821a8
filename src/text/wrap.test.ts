import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test('breaks at spaces, and leaves a word that is too long whole', () => {
  expect(wrap('a bb ccc', 4)).toEqual(['a bb', 'ccc']);
  expect(wrap('aaaaaaaa b', 4)).toEqual(['aaaaaaaa', 'b']);
});

test('loses nothing, and exceeds the width only by one word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^\S{1,9}$/), { minLength: 1 }),
      fc.nat(30),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      },
    ),
  );
});
