import { describe, expect, test } from 'vitest';
import type { FindingsReport } from './findings-report.ts';
import { findingsSarif } from './findings-sarif.ts';
import { aFinding, aReport } from './report.fixture.ts';
import { sarifErrors } from './sarif-schema.fixture.ts';

function logOf(over: Partial<FindingsReport> = {}) {
  const log = JSON.parse(findingsSarif(aReport(over), '0.1.0'));
  expect(sarifErrors(log)).toBeNull();
  return log.runs[0];
}

describe('SARIF 2.1.0', () => {
  test('the schema refuses what is none', () => {
    expect(sarifErrors({ version: '2.1.0', runs: [{}] })).not.toBeNull();
  });

  test('of nothing found is a run without results, with the rules', () => {
    const { results, tool, invocations } = logOf();
    expect(results).toEqual([]);
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(invocations).toEqual([{ executionSuccessful: true }]);
  });

  test('of a finding names place, related places and fix', () => {
    const finding = aFinding({
      check: 'second',
      file: 'conf.d/ü.conf',
      ...{ line: 1, column: 1 },
      related: [{ file: 'nginx.conf', line: 6, message: 'Lost.' }],
      fix: { title: 'Repeat it', safe: true },
    });
    const { results } = logOf({ findings: [finding] });
    expect(results).toEqual([
      {
        ruleId: 'second',
        ruleIndex: 1,
        level: 'error',
        message: { text: 'It breaks. Mend it.\nFix: Repeat it.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'etc/conf.d/%C3%BC.conf', uriBaseId: '%SRCROOT%' },
              region: { startLine: 1, startColumn: 1 },
            },
            logicalLocations: [{ fullyQualifiedName: 'location /api/' }],
          },
        ],
        relatedLocations: [
          {
            id: 0,
            message: { text: 'Lost.' },
            physicalLocation: {
              artifactLocation: { uri: 'etc/nginx.conf', uriBaseId: '%SRCROOT%' },
              region: { startLine: 6 },
            },
          },
        ],
        partialFingerprints: { 'fairlead/v1': expect.stringContaining('map $a $b { }') },
      },
    ]);
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['advice', 'note'],
  ] as const)('calls %s %s', (severity, level) => {
    expect(logOf({ findings: [aFinding({ severity })] }).results[0].level).toBe(level);
  });

  test('of a file outside of the folder has its absolute place', () => {
    const { results } = logOf({ findings: [aFinding()], pathOf: () => '/etc/ä b.conf' });
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'file:///etc/%C3%A4%20b.conf',
    });
  });

  test('tells what a comment suppresses, what is in doubt, and what broke', () => {
    const { results, invocations } = logOf({
      suppressed: [{ finding: aFinding(), reason: 'A page.' }],
      unknown: [{ check: 'second', why: 'Lua.' }],
      broken: [{ check: 'third', why: 'TypeError' }],
    });
    expect(results[0].suppressions).toEqual([{ kind: 'inSource', justification: 'A page.' }]);
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'note', associatedRule: { id: 'second' }, message: { text: 'Lua.' } },
          { level: 'error', associatedRule: { id: 'third' }, message: { text: 'TypeError' } },
        ],
      },
    ]);
  });
});
