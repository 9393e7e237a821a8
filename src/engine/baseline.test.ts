import { describe, expect, test } from 'vitest';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { againstBaseline, baselineOf } from './baseline.ts';
import { baselineText, parseBaseline } from './baseline-text.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { SourceLines } from './source-lines.ts';

function sourcesOf(text: string): SourceLines {
  return new SourceLines(
    load('nginx.conf', { files: objectFiles({ 'nginx.conf': Buffer.from(text) }) }),
  );
}

function finding(check: string, line: number, where = 'location /'): PlacedFinding {
  const place = { file: 'nginx.conf', line, column: 1 };
  return { check, severity: 'error', ...place, where, message: 'M', related: [], fix: null };
}

const lines = (findings: readonly PlacedFinding[]): number[] => findings.map(({ line }) => line);

describe('a baseline', () => {
  const before = sourcesOf('a 1;\nb 2;\n');
  const baseline = baselineOf([finding('x', 1), finding('y', 2)], before);

  test('knows a finding again although its line moved and was indented', () => {
    const { fresh, known } = againstBaseline(
      [finding('x', 3), finding('y', 4)],
      baseline,
      sourcesOf('\n\n\t a   1;\nb 2;\n'),
    );
    expect([lines(fresh), lines(known)]).toEqual([[], [3, 4]]);
  });

  test.each([
    ['another check on the line', finding('z', 1), 'a 1;\n'],
    ['another line', finding('x', 1), 'a 3;\n'],
    ['another place', finding('x', 1, 'location /b'), 'a 1;\n'],
  ])('does not know %s', (_, one, text) => {
    expect(lines(againstBaseline([one], baseline, sourcesOf(text)).fresh)).toEqual([1]);
  });

  test('knows as many of a kind as there were', () => {
    const twice = sourcesOf('a 1;\na 1;\n');
    expect(
      lines(againstBaseline([finding('x', 1), finding('x', 2)], baseline, twice).fresh),
    ).toEqual([2]);
    const both = baselineOf([finding('x', 1), finding('x', 2)], twice);
    expect(both).toMatchObject([{ count: 2 }]);
    expect(againstBaseline([finding('x', 2), finding('x', 1)], both, twice).fresh).toEqual([]);
  });

  test('survives being written and read', () => {
    const text = baselineText(baseline);
    expect(parseBaseline(text, 'b.json')).toEqual(baseline);
    expect(text.split('\n')).toHaveLength(8);
    expect(parseBaseline(baselineText([]), 'b.json')).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['of another version', '{"fairlead-baseline": 2, "findings": []}'],
    ['without findings', '{"fairlead-baseline": 1}'],
    ['with something else in it', '{"fairlead-baseline": 1, "findings": [{"check": "x"}]}'],
    ['null', 'null'],
  ])('is refused where it is %s', (_, text) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(/^b\.json is no baseline/);
  });
});
