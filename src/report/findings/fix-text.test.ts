import { expect, test } from 'vitest';
import { plain } from '../paint.ts';
import { type FixReport, fixText } from './fix-text.ts';

const FIX = { check: 'first', title: 'Repeat it', safe: true, where: 'x', file: 'a.conf', line: 3 };

function textOf(over: Partial<FixReport>): string[] {
  const report = { applied: [], refused: [], dryRun: false, backup: undefined, tried: undefined };
  return fixText({ ...report, ...over }, { columns: 80, paint: plain }).split('\n');
}

test('what was mended, what was refused and why, and the way back', () => {
  const refused = { ...FIX, line: 9, why: ['location /b would lose Host', 'and more.'] };
  expect(
    textOf({ applied: [FIX], refused: [refused], backup: '/b-1', tried: { kind: 'accepted' } }),
  ).toEqual([
    '  ✓ first  a.conf:3  Repeat it',
    '  – first  a.conf:9  Repeat it',
    '    Refused: location /b would lose Host. and more.',
    '',
    '  1 mended · 1 refused · nginx -t accepts the result',
    '  the way back: fairlead check --undo /b-1',
  ]);
});

test('a trial says that nothing is written', () => {
  expect(textOf({ applied: [FIX], dryRun: true }).at(-1)).toBe(
    '  1 would be mended · nothing is written',
  );
});

test('an nginx that cannot tell says why', () => {
  const tried = { kind: 'untested', why: 'it lacks a certificate' } as const;
  expect(textOf({ applied: [FIX], tried }).at(-1)).toBe(
    '  nginx -t could not tell: it lacks a certificate',
  );
});

test('nothing to do is said, too', () => {
  expect(textOf({})).toEqual(['  – nothing that --fix could mend']);
});
