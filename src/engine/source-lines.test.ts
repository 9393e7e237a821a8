import { expect, test } from 'vitest';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { SourceLines } from './source-lines.ts';

function linesOf(text: string): SourceLines {
  return new SourceLines(load('a.conf', { files: objectFiles({ 'a.conf': Buffer.from(text) }) }));
}

test('lines come without their breaks, in letters', () => {
  const lines = linesOf('a;\r\n  ü;\n\nb;');
  expect([0, 1, 2, 3, 4, 5].map((line) => lines.text('a.conf', line))).toEqual([
    undefined,
    'a;',
    '  ü;',
    '',
    'b;',
    undefined,
  ]);
  expect(lines.text('b.conf', 1)).toBeUndefined();
});

test('of a line that is very long a part is read, around its column', () => {
  const lines = linesOf(`${'x '.repeat(5000)}here ${'y '.repeat(5000)}`);
  const text = lines.text('a.conf', 1, 10_001);
  expect(text).toMatch(/^…(x ){12}here y /);
  expect(text?.length).toBeLessThan(500);
  expect(lines.textFrom('a.conf', 1, 10_001)).toMatch(/^here y /);
});
