import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import type { Facts } from '../../../src/checks/configuration.ts';
import type { Verdict } from '../../../src/engine/verdict.ts';
import type { NginxBinary } from '../../../src/nginx/process/index.ts';
import type { CheckSettings } from '../../../src/verbs/check.ts';
import { type Proof, prove } from '../../../src/verbs/prove.ts';
import { type Candidate, titleOf } from '../../nginx-versions.ts';

/** Checks whose snippets have no location that could carry a socket. */
const WITHOUT_CANDIDATES: ReadonlySet<string> = new Set(['stream-timeout']);

/** What a check is about, and how a build says that it lacks it. */
const NEEDED: Readonly<Record<string, string>> = { limits: '--without-http_limit_conn_module' };

/** A test of a check in one version of nginx; side by side with others, as most of the time of a proof is waiting. */
export function inVersion(
  candidate: Candidate,
  { id }: Check,
  name: string,
  body: (nginx: NginxBinary) => Promise<void>,
): void {
  const { nginx } = candidate;
  const lacking = nginx?.configureArguments.find((argument) => argument === NEEDED[id]);
  const title = `${titleOf(candidate)}, ${id}: ${name}`;
  test
    .skipIf(!nginx || lacking)
    .concurrent(
      lacking === undefined ? title : `${title} (skipped: this build has ${lacking})`,
      async () => {
        if (nginx) await body(nginx);
      },
    );
}

/** Proves a text of a check, by that check alone, on every path that could carry a socket. */
export async function proveSnippet(
  nginx: NginxBinary,
  check: Check,
  which: 'bad' | 'good',
): Promise<readonly Proof[]> {
  const folder = mkdtempSync(join(tmpdir(), `fairlead-${check.id}-`));
  try {
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
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a proof says of a check. */
export function verdictIn({ checks }: Proof, id: string): Verdict {
  const verdict = checks.find(({ check }) => check === id);
  if (verdict === undefined) throw new Error(`${id} was not judged.`);
  return verdict;
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
