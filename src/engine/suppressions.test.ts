import { describe, expect, test } from 'vitest';
import { load, objectFiles } from '../nginx/syntax/index.ts';
import { byPlace, type PlacedFinding } from './placed-finding.ts';
import { findSuppressions, type Heard, hear } from './suppressions.ts';

const KNOWN = ['idle-timeout', 'origin', 'sticky'];

/** Hears the comments of a text while each of `found` is a check that finds something at a line. */
function heard(text: string, found: readonly (readonly [string, number])[], judged = KNOWN): All {
  const configuration = load('nginx.conf', {
    files: objectFiles({ 'nginx.conf': Buffer.from(text) }),
  });
  const findings = found.map(
    ([check, line]): PlacedFinding => ({
      check,
      severity: 'error',
      ...{ file: 'nginx.conf', line, column: 1 },
      ...{ where: 'location /', message: 'M', related: [], fix: null },
    }),
  );
  const hearing = { known: KNOWN, judged: new Set(judged) };
  const { faults, suppressed, ...rest } = hear(findSuppressions(configuration), findings, hearing);
  return { findings: [...rest.findings, ...faults].toSorted(byPlace), suppressed };
}

type All = Omit<Heard<PlacedFinding>, 'faults'>;

const left = ({ findings }: All): string[] =>
  findings.map(({ check, severity, line }) => `${check} ${severity} ${line}`);
const reasons = ({ suppressed }: All): string[] =>
  suppressed.map(({ finding, reason }) => `${finding.check}: ${reason}`);

describe('a comment silences', () => {
  test.each([
    ['on the line', 'a; # fairlead-ignore origin: public', 1],
    ['on the line above', '# fairlead-ignore origin: public\na;', 2],
    ['above other comments', '# fairlead-ignore origin: public\n# more\n  ## more\na;', 4],
    ['behind a brace', 'a { # fairlead-ignore origin: public\n}', 1],
    ['without a space', '#fairlead-ignore origin:public\na;', 2],
    ['with a colon in the reason', '# fairlead-ignore origin: public: see RFC\na;', 2],
  ])('%s', (_, text, line) => {
    const result = heard(text, [['origin', line]]);
    expect(left(result)).toEqual([]);
    expect(reasons(result)[0]).toMatch(/^origin: public/);
  });

  test('several checks at once, and others alone', () => {
    const result = heard('# fairlead-ignore origin, sticky: one node\na;', [
      ['origin', 2],
      ['sticky', 2],
      ['idle-timeout', 2],
    ]);
    expect(left(result)).toEqual(['idle-timeout error 2']);
    expect(reasons(result)).toEqual(['origin: one node', 'sticky: one node']);
  });

  test('two findings of a check on a line', () => {
    const found = [['origin', 1] as const, ['origin', 1] as const];
    expect(left(heard('a; # fairlead-ignore origin: public', found))).toEqual([]);
  });
});

describe('a comment does not silence', () => {
  test.each([
    ['over a blank line', '# fairlead-ignore origin: public\n\na;', 3],
    ['two lines below', '# fairlead-ignore origin: public\na;\nb;', 3],
    ['the line below when it stands behind a directive', 'a; # fairlead-ignore origin: p\nb;', 2],
    ['from within a word', 'a "# fairlead-ignore origin: public";', 1],
  ])('%s', (_, text, line) => {
    expect(left(heard(text, [['origin', line]]))).toContain(`origin error ${line}`);
  });

  test('without a reason, and that is told', () => {
    const result = heard('# fairlead-ignore origin\na;\n# fairlead-ignore sticky:  \nb;', [
      ['origin', 2],
      ['sticky', 4],
    ]);
    expect(left(result)).toEqual([
      'suppression warning 1',
      'origin error 2',
      'suppression warning 3',
      'sticky error 4',
    ]);
    expect(result.findings[0]?.message).toContain('no reason');
  });
});

describe('a comment is reported', () => {
  test('that silences nothing', () => {
    const result = heard('a;\n  # fairlead-ignore origin: public\nb;', []);
    expect(result.findings).toMatchObject([
      { check: 'suppression', severity: 'advice', line: 2, column: 3 },
    ]);
  });

  test('that names no check', () => {
    expect(left(heard('# fairlead-ignore: I know better\na;', []))).toEqual([
      'suppression warning 1',
    ]);
  });

  test('that names one which is none, with the one that was meant', () => {
    const result = heard('# fairlead-ignore orgin: public\na;', []);
    expect(result.findings.map(({ message }) => message)).toEqual([
      'There is no check "orgin", so this comment silences nothing. Was "origin" meant?',
    ]);
  });

  test('but not as idle where the check was not judged', () => {
    expect(left(heard('# fairlead-ignore origin: public\na;', [], ['sticky']))).toEqual([]);
  });
});

test('other comments are none of ours', () => {
  expect(
    left(heard('# fairlead-ignores origin: x\n# see fairlead-ignore origin: x\na;', [])),
  ).toEqual([]);
});
