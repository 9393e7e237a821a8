import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import type { Facts } from '../../src/checks/configuration.ts';
import { fixedBad } from '../../src/checks/fixed-bad.fixture.ts';
import { checks } from '../../src/checks/index.ts';
import { deniesUpgrade, explains } from '../../src/engine/predicted-answer.ts';
import type { Verdict } from '../../src/engine/verdict.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import type { CheckSettings } from '../../src/verbs/check.ts';
import { type Proof, prove } from '../../src/verbs/prove.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

const found = await candidates();
/** Checks whose snippets have no location that could carry a socket. */
const WITHOUT_CANDIDATES: ReadonlySet<string> = new Set(['stream-timeout']);

/** Faults that only some backends refuse, and not the one that keeps to the standards. */
const WAYWARD: ReadonlySet<string> = new Set(['duplicate-header', 'uri-rewrite', 'upstream-tls']);

const room = mkdtempSync(join(tmpdir(), 'fairlead-snippets-'));
afterAll(() => rmSync(room, { recursive: true }));

describe.each(found)('$version', (candidate) => {
  const { nginx, version } = candidate;
  const inVersion = (name: string, body: (nginx: NginxBinary) => Promise<void>) =>
    // Side by side: most of the time of a proof is waiting.
    test.skipIf(!nginx).concurrent(`${titleOf(candidate)}: ${name}`, async () => {
      if (nginx) await body(nginx);
    });

  describe.each(checks)('$id', (check) => {
    inVersion('its bad configuration misbehaves as it claims', async (nginx) => {
      const proofs = await proveSnippet(nginx, check, 'bad');
      const failing = proofs.filter((proof) => verdictIn(proof, check.id).outcome === 'fails');
      expect(failing.flatMap((proof) => verdictIn(proof, check.id).findings)).not.toEqual([]);
      if (!deniesUpgrade(check.id)) return;
      // What `doctor` takes for the answer that such a fault leads to is what nginx answers.
      const answers = failing.map(({ backends }) => statusOf(backends));
      const isTaken = answers.every((status) => status === 101);
      expect(isTaken).toBe(WAYWARD.has(check.id));
      expect(isTaken || answers.some((status) => explains(check.id, status))).toBe(true);
    });

    inVersion('its good configuration does not', async (nginx) => {
      for (const proof of await proveSnippet(nginx, check, 'good')) {
        expect(verdictIn(proof, 'config-valid')).toMatchObject({ outcome: 'holds' });
        expect(verdictIn(proof, check.id)).toMatchObject({ outcome: 'holds', findings: [] });
      }
    });

    const mended = fixedBad(check, version);
    if (mended === undefined) return;
    inVersion('nor does the bad one when it is fixed', async (nginx) => {
      for (const proof of await proveSnippet(nginx, { ...check, bad: mended }, 'bad')) {
        expect(verdictIn(proof, 'config-valid')).toMatchObject({ outcome: 'holds' });
        const { findings } = verdictIn(proof, check.id);
        expect(findings.filter(({ severity }) => severity !== 'advice')).toEqual([]);
      }
    });
  });
});

function verdictIn({ checks: verdicts }: Proof, id: string): Verdict {
  const verdict = verdicts.find(({ check }) => check === id);
  if (verdict === undefined) throw new Error(`${id} was not judged.`);
  return verdict;
}

/** How a backend that keeps to the standards answers the handshake; null where nobody does. */
function statusOf(backends: Proof['backends']): number | null {
  return backends.find(({ kind }) => kind === 'strict')?.status ?? null;
}

async function proveSnippet(
  nginx: NginxBinary,
  check: Check,
  which: 'bad' | 'good',
): Promise<readonly Proof[]> {
  const folder = mkdtempSync(join(room, `${check.id}-`));
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, check[which]);
  const { proofs } = await prove({
    path,
    prefix: folder,
    folder,
    nginx: nginx.executable,
    settings: { ...settingsOf(check.told?.[which] ?? {}), only: [check.id, 'config-valid'] },
    ...(WITHOUT_CANDIDATES.has(check.id) && { urls: ['ws://app.example.com/ws/'] }),
  });
  return proofs;
}

function settingsOf({
  heartbeatMs,
  hops,
  tunnels,
  nodesNeedSession,
}: Partial<Facts>): CheckSettings {
  return {
    ...(heartbeatMs !== undefined && { heartbeat: `${heartbeatMs}ms` }),
    ...(hops !== undefined && {
      hops: hops.map(({ name, idleMs }) => ({
        name,
        ...(idleMs !== undefined && { idleTimeout: `${idleMs}ms` }),
      })),
    }),
    ...(tunnels !== undefined && { tunnels }),
    ...(nodesNeedSession !== undefined && { nodesNeedSession }),
  };
}
