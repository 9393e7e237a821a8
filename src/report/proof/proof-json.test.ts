import { expect, test } from 'vitest';
import { aFailure, aProof, aProofReport, URL_OF_API } from './proof.fixture.ts';
import { proofJson } from './proof-json.ts';

const note = { file: 'nginx.conf', line: 6, text: 'No Lua runs.' };
const unkept = [{ nginx: '1.22.1', notes: [note] }];

test('one proof is the contract, and nothing that findings carry with them', () => {
  const failure = aFailure();
  // What fixes are made of refers to itself, and is no JSON.
  const loop: { self?: object } = {};
  loop.self = loop;
  const checks = [{ ...failure, findings: failure.findings.map((one) => ({ ...one, at: loop })) }];
  const text = proofJson(aProofReport([aProof({ checks })], { unkept }));
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text)).toEqual({
    ...{ nginx: '1.22.1', url: URL_OF_API, scale: 60 },
    checks: [
      {
        check: 'first',
        outcome: 'fails',
        evidence: '426 in 3 ms',
        findings: [
          {
            check: 'first',
            severity: 'error',
            ...{ file: 'nginx.conf', line: 10, column: 13, where: 'location /api/' },
            message: 'It breaks. Mend it.',
            related: [],
            fix: null,
          },
        ],
      },
    ],
    backends: [
      { kind: 'lenient', status: 101, detail: '101 Switching Protocols' },
      { kind: 'strict', status: 101, detail: '101 Switching Protocols' },
    ],
    unkept: [note],
    leftOut: [],
  });
});

test('several are told under proofs, and what is not kept true by its nginx', () => {
  const proofs = [aProof(), aProof({ nginx: '1.30.6' })];
  expect(JSON.parse(proofJson(aProofReport(proofs, { unkept })))).toMatchObject({
    proofs: [{ nginx: '1.22.1' }, { nginx: '1.30.6' }],
    unkept,
  });
});
