import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceText } from '../../text/source-text.ts';
import { unifiedDiff } from './unified-diff.ts';

function diffOf(before: string, after: string, name = 'a.conf'): string {
  const texts = {
    before: SourceText.fromByteString(before),
    after: SourceText.fromByteString(after),
  };
  return Buffer.from(unifiedDiff([{ name, ...texts }])).toString('latin1');
}

test('looks as diff -u has it', () => {
  expect(diffOf('a\nb\nc\nd\ne\nf\ng\n', 'a\nb\nc\nd\nE\nf\ng\n')).toBe(
    '--- a/a.conf\n+++ b/a.conf\n@@ -2,6 +2,6 @@\n b\n c\n d\n-e\n+E\n f\n g\n',
  );
});

test('is empty where nothing differs', () => {
  expect(diffOf('a', 'a')).toBe('');
});

function hasPatch(): boolean {
  try {
    execFileSync('patch', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPatch())('patch -p1 applies it', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function patched(before: string, after: string, name = 'a.conf'): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, before, 'latin1');
    const input = Buffer.from(diffOf(before, after, name), 'latin1');
    if (input.length > 0) execFileSync('patch', ['-p1', '--binary', '-d', folder], { input });
    return readFileSync(file, 'latin1');
  }

  test.each([
    ['line feeds', 'a\nb\n', 'a\nx\nb\n'],
    ['carriage returns', 'a\r\nb\r\n', 'a\r\nx\r\nb\r\n'],
    ['both mixed', 'a\r\nb\nc\r\n', 'a\r\nx\nc\n'],
    ['no line break at the end', 'a\nb', 'a\nc'],
    ['a line break at the end that is new', 'a', 'a\n'],
    ['a line break at the end that is gone', 'a\n', 'a'],
    ['bytes that are no UTF-8', 'a\xff\xfe\nb\n', 'a\xff\xfe\nb\xe9\n'],
    ['a file that was empty', '', 'a\n'],
    ['a line of one megabyte', `${'x'.repeat(1e6)}\n`, `${'x'.repeat(1e6)}y\n`],
    ['lone carriage returns', 'a\rb\n', 'a\rb\rc\n'],
  ])('%s', (_, before, after) => {
    expect(patched(before, after)).toBe(after);
  });

  test.each(['with space.conf', 'sub/größe.conf', 'quo"te\\.conf'])('name %s', (name) => {
    expect(patched('a\n', 'b\n', name)).toBe('b\n');
  });

  test('whatever stands in it', () => {
    const line = fc.constantFrom('a\n', 'b\r\n', '\n', 'c', '-\n', '+x\n', '@@\n', ' \n', '\\ x\n');
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        // An empty result would be a file that patch takes away.
        fc.pre(after !== '');
        expect(patched(before, after)).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
