import { speaksHttp } from '../../checks/speaks-http.ts';
import { type DiffedFile, unifiedDiff } from '../../engine/fix/unified-diff.ts';
import {
  type AskedPath,
  type Lab,
  type LabFacts,
  mappedPort,
  openLab,
  openSites,
  type Stand,
  type Unkept,
} from '../../lab/index.ts';
import type { NginxBinary } from '../../nginx/process/index.ts';
import { SourceText } from '../../text/source-text.ts';
import { factsOf } from '../check/check-settings.ts';
import type { PreparedCheck } from '../check/prepare-check.ts';
import type { Proof, ProveEvent } from '../prove.ts';
import { needsOf } from './live-side.ts';
import { provePath } from './prove-path.ts';
import { untilAborted } from './until-aborted.ts';

/** One nginx, and what is proven with it. */
export interface ProveWithOptions {
  readonly nginx: NginxBinary;
  readonly prepared: PreparedCheck;
  readonly paths: readonly AskedPath[];
  /** Whether code and modules of others run. */
  readonly trustsCode: boolean;
  readonly onEvent: (event: ProveEvent) => void;
  readonly signal: AbortSignal | undefined;
}

/** What it showed. */
export interface ProvenWith {
  readonly proofs: readonly Proof[];
  readonly unkept: readonly Unkept[];
  readonly changes: Uint8Array;
}

/** So many at a time: more would wait for each other, and be measured wrong. */
const SIDE_BY_SIDE = 8;

/** Proves all paths with one nginx, some side by side: most of the time of a proof is waiting. */
export async function proveWith(options: ProveWithOptions): Promise<ProvenWith> {
  const { nginx, prepared, paths, trustsCode, signal } = options;
  const { model } = prepared.opened;
  const facts = await labFacts(prepared);
  const lab = await openLab({ model, nginx, paths, trustsCode });
  try {
    const proofs: Proof[] = [];
    let sandbox: Stand['sandbox'] | undefined;
    for (let from = 0; from < paths.length; from += SIDE_BY_SIDE) {
      signal?.throwIfAborted();
      const some = await proveSome(lab, facts, {
        ...options,
        paths: paths.slice(from, from + SIDE_BY_SIDE),
      });
      proofs.push(...some.proofs);
      sandbox = some.sandbox;
    }
    const mapped = paths.flatMap((path) => mappedPort(model, path));
    const unkept = [...mapped, ...lab.notes, ...(sandbox?.unkept ?? [])];
    return { proofs, unkept, changes: unifiedDiff((sandbox?.files ?? []).map(changeOf)) };
  } finally {
    await lab.close();
  }
}

async function proveSome(
  lab: Lab,
  facts: LabFacts,
  options: ProveWithOptions,
): Promise<{ readonly proofs: readonly Proof[]; readonly sandbox: Stand['sandbox'] }> {
  const { prepared, paths, signal } = options;
  const opened = await openSites(lab, paths, facts, needsOf(prepared.checks));
  try {
    const proving = paths.map((path, at) => provePath(path, opened.sites[at], options));
    const proofs = await untilAborted(Promise.all(proving), signal);
    return { proofs, sandbox: opened.main.sandbox };
  } finally {
    await opened.close();
  }
}

async function labFacts({ settings }: PreparedCheck): Promise<LabFacts> {
  const { heartbeatMs, tunnels, nodesNeedSession, hops } = await factsOf(settings);
  const isNeverSent = hops.some(speaksHttp);
  return {
    heartbeatMs,
    tunnels,
    nodesNeedSession,
    proxyProtocolExpected: isNeverSent ? false : undefined,
  };
}

function changeOf({ origin, text }: Stand['sandbox']['files'][number]): DiffedFile {
  const { name, source } = origin;
  const after = source.holdsBytes ? SourceText.fromByteString(text) : SourceText.fromString(text);
  return { name, before: source, after };
}
