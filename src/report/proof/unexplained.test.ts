import { expect, test } from 'vitest';
import { aFailure, aProof, aVerdict, seenAt, URL_OF_API } from './proof.fixture.ts';
import { unexplained } from './unexplained.ts';

const backends = [{ kind: 'lenient', status: 403, detail: '403 Forbidden' }];
const checks = [aVerdict({ check: 'route', outcome: 'unknown' })];

test('a handshake that no check explains is told', () => {
  expect(unexplained(aProof({ backends, checks }))).toMatchObject({
    check: 'route',
    severity: 'warning',
    where: URL_OF_API,
    message: 'The handshake is not answered 101, and no check says why: 403 Forbidden',
  });
});

const authAdvice = seenAt(URL_OF_API, { check: 'auth', severity: 'advice' });

test.each([
  ['one that is answered 101', aProof({ checks })],
  ['one that a fault explains', aProof({ backends, checks: [...checks, aFailure()] })],
  [
    'one that advice explains',
    aProof({ backends, checks: [...checks, aVerdict({ check: 'auth', findings: [authAdvice] })] }),
  ],
  ['one of which not all was asked', aProof({ backends, checks: [aVerdict()] })],
  ['one that was not tried', aProof({ backends: [], checks })],
])('%s is not', (_, proof) => {
  expect(unexplained(proof)).toBeUndefined();
});
