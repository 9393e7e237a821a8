import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../text/edit.ts';
import { OffsetMap } from './offset-map.ts';

const edit = (start: number, end: number, text: string) => ({ span: { start, end }, text });

test('what stands behind an edit moves with it, what stands before stays', () => {
  const map = new OffsetMap([edit(4, 6, 'xyz'), edit(2, 2, '--')]);
  expect([0, 1, 2, 3, 6, 7].map((offset) => map.after(offset))).toEqual([0, 1, 4, 5, 9, 10]);
});

test('what is replaced is where its successor begins', () => {
  expect(new OffsetMap([edit(0, 0, '--'), edit(4, 6, 'xyz')]).after(5)).toBe(6);
});

test('tells where each edit has landed', () => {
  const { landed } = new OffsetMap([edit(2, 2, 'b'), edit(0, 1, ''), edit(2, 2, 'c')]);
  expect(landed.map(({ after }) => after)).toEqual([
    { start: 0, end: 0 },
    { start: 1, end: 2 },
    { start: 2, end: 3 },
  ]);
});

test('every character that is kept is found again', () => {
  const kept = 'abcdefghijklmnopqrstuvwxyz';
  const cuts = fc.array(fc.tuple(fc.nat(26), fc.nat(3), fc.constantFrom('', '1', '22')), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(cuts, (wanted) => {
      const edits = wanted.map(([start, length, text]) =>
        edit(start, Math.min(start + length, kept.length), text),
      );
      const outcome = applyEdits(kept, edits);
      fc.pre(outcome.applied);
      if (!outcome.applied) return;
      const map = new OffsetMap(edits);
      for (const char of outcome.text.replace(/\d/g, '')) {
        expect(outcome.text[map.after(kept.indexOf(char))]).toBe(char);
      }
    }),
  );
});
