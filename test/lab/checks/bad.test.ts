import { expect } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { deniesUpgrade, explains } from '../../../src/engine/predicted-answer.ts';
import type { Proof } from '../../../src/verbs/prove.ts';
import { candidates } from '../../nginx-versions.ts';
import { inVersion, proveSnippet, verdictIn } from './prove-snippet.ts';

/** Faults that only some backends refuse, and not the one that keeps to the standards. */
const WAYWARD: ReadonlySet<string> = new Set(['duplicate-header', 'uri-rewrite', 'upstream-tls']);

for (const candidate of await candidates()) {
  for (const check of checks) {
    inVersion(candidate, check, 'its bad configuration misbehaves as it claims', async (nginx) => {
      const proofs = await proveSnippet(nginx, check, 'bad');
      const failing = proofs.filter((proof) => verdictIn(proof, check.id).outcome === 'fails');
      expect(failing.flatMap((proof) => verdictIn(proof, check.id).findings)).not.toEqual([]);
      if (!deniesUpgrade(check.id)) return;
      // What `doctor` takes for the answer that such a fault leads to is what nginx answers.
      const answers = failing.map(answerOf);
      const isTaken = answers.every((status) => status === 101);
      expect(isTaken).toBe(WAYWARD.has(check.id));
      expect(isTaken || answers.some((status) => explains(check.id, status))).toBe(true);
    });
  }
}

/** How a backend that keeps to the standards answers the handshake; null where nobody does. */
function answerOf({ backends }: Proof): number | null {
  return backends.find(({ kind }) => kind === 'strict')?.status ?? null;
}
