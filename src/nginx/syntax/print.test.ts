import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encloses } from '../../text/span.ts';
import { parse } from './parse.ts';
import { validConfigurations } from './print.fixture.ts';
import { print, printBytes } from './print.ts';
import type { Tree } from './tree.ts';
import { forEachDirective } from './walk.ts';

const numRuns = process.env['FAIRLEAD_LONG'] === undefined ? 2000 : 500_000;
// A million runs take minutes, on a slow machine more of them.
const timeout = process.env['FAIRLEAD_LONG'] === undefined ? 60_000 : 3_600_000;

/** Bytes that mean something to nginx, more often than those that do not. */
const byte = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...' \t\r\n;{}"\'\\#$)([]-=ab') },
  { weight: 1, arbitrary: fc.nat(255).map((code) => String.fromCharCode(code)) },
);

const mutated = fc
  .tuple(
    fc.constantFrom(...validConfigurations),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.nat(12), byte), { minLength: 1, maxLength: 6 }),
  )
  .map(([text, changes]) => changes.reduce(mutate, text));

function mutate(
  text: string,
  [place, kind, length, char]: [number, number, number, string],
): string {
  const at = place % (text.length + 1);
  if (kind === 0) return text.slice(0, at) + text.slice(at + length);
  if (kind === 1) return text.slice(0, at) + char + text.slice(at);
  if (kind === 2) return text.slice(0, at) + char + text.slice(at + 1);
  return text.slice(0, at + length) + text.slice(at);
}

function requireSound(tree: Tree, text: string): void {
  expect(print(tree)).toBe(text);
  const { tokens } = tree;
  for (let index = 0; index < tokens.count; index += 1) {
    if (tokens.end(index) <= tokens.start(index)) throw new Error(`token ${index} is empty`);
  }
  let before = 0;
  forEachDirective(tree.root, (directive) => {
    const { span, parent, headSpan } = directive;
    if (!encloses(parent.span, span) || !encloses(span, headSpan)) throw new Error('spans cross');
    if (span.start < before) throw new Error('directives are out of order');
    before = headSpan.end;
    void directive.args;
  });
}

test(
  'prints what it read, whatever the bytes',
  () => {
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 80 }), (chars) => {
        const text = chars.join('');
        const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
        const { tree } = parse(bytes);
        requireSound(tree, text);
        expect(printBytes(tree)).toEqual(bytes);
      }),
      { numRuns },
    );
  },
  timeout,
);

test(
  'prints what it read, valid or nearly so, and reads the same twice',
  () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const first = parse(text);
        requireSound(first.tree, text);
        expect(parse(text).problems).toEqual(first.problems);
        for (const { span } of first.problems) {
          expect(encloses({ start: 0, end: text.length }, span)).toBe(true);
        }
      }),
      { numRuns },
    );
  },
  timeout,
);

test('the valid ones have no problems', () => {
  for (const text of validConfigurations) expect(parse(text).problems).toEqual([]);
});

test('keeps strings that are no text at all', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff)), (units) => {
      const text = String.fromCharCode(...units);
      expect(print(parse(text).tree)).toBe(text);
    }),
  );
});
