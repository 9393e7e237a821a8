import type { Finding, Verdict } from '../../engine/verdict.ts';
import { aCheck, aFinding, aReport } from '../findings/report.fixture.ts';
import type { ProofContent, ProofReport } from './proof-report.ts';

export const URL_OF_API = 'ws://app.example/api/';

/** A verdict that holds. */
export function aVerdict(over: Partial<Verdict> = {}): Verdict {
  return { check: 'first', outcome: 'holds', evidence: 'seen', findings: [], ...over };
}

/** A verdict that fails, by a line of the configuration. */
export function aFailure(finding: Partial<Finding> = {}, evidence = '426 in 3 ms'): Verdict {
  const whole = { ...aFinding(), ...finding };
  return { check: whole.check, outcome: 'fails', evidence, findings: [whole] };
}

/** What only the wire shows, at the line of the location. */
export function seenAt(url: string, over: Partial<Finding> = {}): Finding {
  return { ...aFinding(), line: 8, where: url, message: 'It is seen. Mend it.', ...over };
}

export function aProof(over: Partial<ProofContent> = {}): ProofContent {
  return {
    nginx: '1.22.1',
    url: URL_OF_API,
    scale: 60,
    checks: ['first', 'second', 'third'].map((check) => aVerdict({ check })),
    backends: [
      { kind: 'lenient', status: 101, detail: '101 Switching Protocols' },
      { kind: 'strict', status: 101, detail: '101 Switching Protocols' },
    ],
    tookMs: 3_140,
    ...over,
  };
}

/** A report of proofs of the small configuration of reports. */
export function aProofReport(
  proofs: readonly ProofContent[],
  over: Partial<ProofReport> = {},
): ProofReport {
  const { sources, pathOf } = aReport();
  const checks = ['first', 'second', 'third'].map(aCheck);
  return {
    ...{ proofs, checks, sources, pathOf },
    unkept: [],
    leftOut: [],
    main: 'nginx.conf',
    ...over,
  };
}
