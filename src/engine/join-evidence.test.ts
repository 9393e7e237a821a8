import { describe, expect, test } from 'vitest';
import { type ConfigSide, joinEvidence } from './join-evidence.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Finding, Verdict } from './verdict.ts';

const servedAt = { file: 'site.conf', line: 7, column: 5 };
const works = { servedAt, isBroken: false };
const broken = { servedAt, isBroken: true };

const seen: Finding = {
  check: 'route',
  severity: 'error',
  ...{ file: null, line: null, column: null },
  where: 'wss://a.test/ws',
  message: 'Seen.',
  ...{ related: [], fix: null },
};
const read: PlacedFinding = {
  ...seen,
  ...{ file: 'app.conf', line: 3, column: 1 },
  severity: 'warning',
  message: 'Read.',
};

function live(outcome: Verdict['outcome'], ...findings: Finding[]): Verdict {
  return { check: 'route', outcome, evidence: 'saw it', findings };
}

function config(...findings: PlacedFinding[]): ConfigSide {
  return { isJudged: true, findings, why: undefined, silenced: undefined };
}

describe('where both say so', () => {
  test('the configuration gives the line, the lab the weight and the evidence', () => {
    const joined = joinEvidence('route', live('fails', seen), config(read), works);
    expect(joined).toEqual({
      ...live('fails'),
      findings: [{ ...read, severity: 'error' }],
    });
  });
});

describe('where the lab shows what the configuration does not say', () => {
  test('an error stands at the line where the path is served', () => {
    const { findings } = joinEvidence('route', live('fails', seen), config(), works);
    expect(findings).toEqual([{ ...seen, ...servedAt }]);
  });

  test('a warning that the rule for configurations lets pass is advice', () => {
    const weak = { ...seen, severity: 'warning' } as const;
    const { findings } = joinEvidence('route', live('fails', weak), config(), works);
    expect(findings).toEqual([{ ...seen, ...servedAt, severity: 'advice' }]);
  });

  test('and stays a warning where that rule could not tell', () => {
    const weak = { ...seen, severity: 'warning' } as const;
    const unsure = { ...config(), why: 'a variable' };
    const { findings } = joinEvidence('route', live('fails', weak), unsure, works);
    expect(findings).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('where the lab does not show what the configuration says', () => {
  test('it becomes advice, and says so', () => {
    const joined = joinEvidence('route', live('holds'), config(read), works);
    expect(joined).toMatchObject({ outcome: 'holds', evidence: 'saw it' });
    expect(joined.findings).toMatchObject([
      { severity: 'advice', message: 'Read. The lab did not show it.', line: 3 },
    ]);
  });

  test('an error is the cause where the handshake fails all the same', () => {
    const cause = { ...read, severity: 'error' } as const;
    const joined = joinEvidence('route', live('holds'), config(cause), broken);
    expect(joined).toMatchObject({ outcome: 'fails', findings: [cause] });
  });
});

describe('where the lab shows nothing', () => {
  test.each(['skipped', 'unknown'] as const)('%s: the configuration decides', (outcome) => {
    const joined = joinEvidence('route', live(outcome), config(read), works);
    expect(joined).toMatchObject({ outcome: 'fails', evidence: 'by the configuration alone' });
  });

  test('unknown stays unknown where the configuration has nothing against it', () => {
    expect(joinEvidence('route', live('unknown'), config(), works).outcome).toBe('unknown');
  });

  test('skipped holds by the configuration, or cannot be told', () => {
    expect(joinEvidence('route', live('skipped'), config(), works).outcome).toBe('holds');
    const unsure = { ...config(), why: 'a variable' };
    expect(joinEvidence('route', undefined, unsure, works)).toMatchObject({
      outcome: 'unknown',
      evidence: 'a variable',
    });
  });

  test('a check that nothing judges says so', () => {
    const none = { ...config(), isJudged: false };
    expect(joinEvidence('middlebox', undefined, none, works).outcome).toBe('skipped');
  });
});

test('what is broken stays broken', () => {
  expect(joinEvidence('route', live('broken'), config(read), works)).toEqual(live('broken'));
});

test('what a comment speaks for is not said again', () => {
  const silenced = { ...config(), silenced: 'a comment: it is meant' };
  expect(joinEvidence('route', live('fails', seen), silenced, broken)).toEqual({
    ...live('skipped'),
    evidence: 'a comment: it is meant',
  });
});
