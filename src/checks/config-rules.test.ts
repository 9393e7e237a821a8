import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
import { fixedBad } from './fixed-bad.fixture.ts';
import { checks } from './index.ts';

const judged = checks.filter(({ config }) => config !== undefined);

describe.each(judged)('$id', (check) => {
  test('reports its bad configuration, once', () => {
    const { findings, broken } = judgeText(check.bad, {
      checks: [check],
      facts: check.told?.bad ?? {},
    });
    expect(broken).toEqual([]);
    expect(findings).toHaveLength(1);
  });

  test('reports nothing in its good one', () => {
    const { findings, broken } = judgeText(check.good, {
      checks: [check],
      facts: check.told?.good ?? {},
    });
    expect({ findings, broken }).toEqual({ findings: [], broken: [] });
  });

  const fixed = fixedBad(check);
  const title = 'is content with its bad configuration once it is fixed, and so are the others';
  test.skipIf(fixed === undefined)(
    fixed === undefined ? `${title} (skipped: it has no fix)` : title,
    () => {
      const facts = check.told?.bad ?? {};
      const before = new Set(judgeText(check.bad, { facts }).findings.map(({ check: id }) => id));
      const { findings } = judgeText(fixed ?? '', { facts });
      // A tunnel that opens now may get advice on its life.
      const left = findings.filter(({ check: id, severity }) => {
        return id === check.id || (severity !== 'advice' && !before.has(id));
      });
      expect(left.map(({ check: id, message }) => `${id}: ${message}`)).toEqual([]);
    },
  );
});
