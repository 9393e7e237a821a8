import { expect, test } from 'vitest';
import { findingsSarif } from '../findings/findings-sarif.ts';
import { sarifErrors } from '../findings/sarif-schema.fixture.ts';
import { aFailure, aProof, aProofReport, aVerdict, seenAt, URL_OF_API } from './proof.fixture.ts';
import { proofFindings } from './proof-findings.ts';

test('what every nginx and every URL shows is one finding', () => {
  const checks = [aFailure()];
  const report = aProofReport([
    aProof({ checks }),
    aProof({ checks, url: 'ws://app.example/other/' }),
    aProof({ checks, nginx: '1.30.6' }),
  ]);
  expect(proofFindings(report).findings).toMatchObject([
    { file: 'nginx.conf', line: 10, message: 'It breaks. Mend it.' },
  ]);
});

test('what only one nginx shows names it', () => {
  const report = aProofReport([
    aProof(),
    aProof({ nginx: '1.30.6', checks: [aFailure({ line: 9 })] }),
  ]);
  expect(proofFindings(report).findings).toMatchObject([
    { line: 9, message: 'nginx 1.30.6: It breaks. Mend it.' },
  ]);
});

test('what has no place is told at the first line of the main file', () => {
  const seen = seenAt(URL_OF_API, { file: null, line: null, column: null });
  const checks = [aVerdict({ outcome: 'fails', findings: [seen] })];
  expect(proofFindings(aProofReport([aProof({ checks })])).findings).toMatchObject([
    { file: 'nginx.conf', line: 1, column: 1 },
  ]);
});

test('what was not judged is told once with its reason, and what broke apart from it', () => {
  const checks = [
    aVerdict({ check: 'first', outcome: 'skipped', evidence: 'not asked for' }),
    aVerdict({ check: 'second', outcome: 'unknown', evidence: 'Lua' }),
    aVerdict({ check: 'third', outcome: 'broken', evidence: 'TypeError' }),
  ];
  const report = proofFindings(
    aProofReport([aProof({ checks }), aProof({ checks, url: 'ws://b/' })]),
  );
  expect(report).toMatchObject({
    paths: [{ url: URL_OF_API }, { url: 'ws://b/' }],
    unknown: [
      { check: 'first', why: 'not asked for' },
      { check: 'second', why: 'Lua' },
    ],
    broken: [{ check: 'third', why: 'TypeError' }],
  });
});

test('as SARIF it is what the standard asks for, place or none', () => {
  const nowhere = seenAt(URL_OF_API, { file: null, line: null, column: null });
  const checks = [
    aFailure(),
    aVerdict({ check: 'second', outcome: 'fails', findings: [nowhere] }),
    aVerdict({ check: 'third', outcome: 'unknown', evidence: 'Lua' }),
  ];
  const report = aProofReport([aProof({ checks }), aProof({ checks, nginx: '1.30.6' })]);
  const log = JSON.parse(findingsSarif(proofFindings(report), '0.1.0'));
  expect(sarifErrors(log)).toBeNull();
  expect(log.runs[0].results).toMatchObject([
    { locations: [{ physicalLocation: { region: { startLine: 1 } } }] },
    { locations: [{ physicalLocation: { region: { startLine: 10 } } }] },
  ]);
});
