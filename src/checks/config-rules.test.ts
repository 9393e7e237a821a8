import { describe, expect, test } from 'vitest';
import { judgeText } from '../engine/configuration.fixture.ts';
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
});
