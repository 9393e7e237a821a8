import { NEVER_SEND_PROXY_PROTOCOL } from '../../checks/proxy-protocol.ts';
import { type DiffedFile, unifiedDiff } from '../../engine/fix/unified-diff.ts';
import {
  type AskedPath,
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

/** Proves all paths with one nginx, side by side: most of the time of a proof is waiting. */
export async function proveWith(options: ProveWithOptions): Promise<ProvenWith> {
  const { nginx, prepared, paths, trustsCode, signal } = options;
  const lab = await openLab({ model: prepared.opened.model, nginx, paths, trustsCode });
  try {
    const opened = await openSites(lab, paths, await labFacts(prepared), needsOf(prepared.checks));
    try {
      signal?.throwIfAborted();
      const { sandbox } = opened.main;
      const proving = paths.map((path, at) => provePath(path, opened.sites[at], options));
      const proofs = await untilAborted(Promise.all(proving), signal);
      const changes = unifiedDiff(sandbox.files.map(changeOf));
      const mapped = paths.flatMap((path) => mappedPort(prepared.opened.model, path));
      return { proofs, unkept: [...mapped, ...lab.notes, ...sandbox.unkept], changes };
    } finally {
      await opened.close();
    }
  } finally {
    await lab.close();
  }
}

async function labFacts({ settings }: PreparedCheck): Promise<LabFacts> {
  const { heartbeatMs, tunnels, nodesNeedSession, hops } = await factsOf(settings);
  const isNeverSent = hops.some(({ name }) => NEVER_SEND_PROXY_PROTOCOL.has(name));
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
