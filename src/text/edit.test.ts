import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from './edit.ts';

const edit = (start: number, end: number, text: string) => ({ span: { start, end }, text });

test('applies edits in any order, and insertions at one place in the order given', () => {
  const edits = [edit(4, 5, 'E'), edit(0, 1, ''), edit(2, 2, 'x'), edit(2, 2, 'y')];
  expect(applyEdits('abcdef', edits)).toEqual({ applied: true, text: 'bxycdEf' });
});

test('edits that touch do not overlap', () => {
  const edits = [edit(0, 2, 'A'), edit(2, 2, '-'), edit(2, 3, 'B')];
  expect(applyEdits('abc', edits)).toEqual({ applied: true, text: 'A-B' });
});

test('refuses edits that overlap, and names both', () => {
  const [a, b] = [edit(0, 3, 'A'), edit(2, 4, 'B')];
  expect(applyEdits('abcdef', [b, a])).toEqual({
    applied: false,
    conflict: [a, b],
    message: expect.stringContaining('0 to 3 becoming "A", and 2 to 4 becoming "B"'),
  });
  expect(applyEdits('abcdef', [edit(0, 3, ''), edit(1, 1, 'x')]).applied).toBe(false);
  expect(applyEdits('abcdef', [a, a]).applied).toBe(false);
});

test('refuses a span that does not lie in the text', () => {
  expect(() => applyEdits('abc', [edit(2, 4, '')])).toThrow('the text has 3 characters');
});

test('changes nothing outside the spans', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const places = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
      const edits = places.flatMap((start, index) =>
        index % 2 === 0 ? [edit(start, places[index + 1] ?? start, '\u0000')] : [],
      );
      const outcome = applyEdits(text, edits);
      if (!outcome.applied) return;
      let kept = '';
      let from = 0;
      for (const { span } of edits) {
        kept += `${text.slice(from, span.start)}\u0000`;
        from = span.end;
      }
      expect(outcome.text).toBe(kept + text.slice(from));
    }),
  );
});
