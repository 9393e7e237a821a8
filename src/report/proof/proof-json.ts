import { bare } from '../findings/findings-json.ts';
import type { ProofContent, ProofReport } from './proof-report.ts';

/**
 * One JSON object with a line end: the contract of `up --once` and `probe` where there is one proof,
 * else all of them under `proofs`. Fields may be added.
 */
export function proofJson({ proofs, unkept, leftOut }: ProofReport): string {
  const [only] = proofs;
  const content =
    only !== undefined && proofs.length === 1
      ? { ...plainProof(only), unkept: unkept[0]?.notes ?? [], leftOut }
      : { proofs: proofs.map(plainProof), unkept, leftOut };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function plainProof({ nginx, url, scale, checks, backends }: ProofContent): object {
  return {
    ...{ nginx, url, scale },
    checks: checks.map((verdict) => ({ ...verdict, findings: verdict.findings.map(bare) })),
    backends,
  };
}
