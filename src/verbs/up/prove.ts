import type { RunningNodes } from '../../demo/start-nodes.ts';
import { judgeAll } from '../../engine/judge-all.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { RunningGateway } from '../../gateway/start-gateway.ts';
import { evidenceOf } from '../../probe/gather-evidence.ts';
import type { LiveReport } from '../../report/json.ts';
import { livePathOf } from './live-path-of.ts';
import { openSite } from './open-site.ts';
import { upChecks } from './up-checks.ts';

/** What is proven, and who hears of it. */
export interface ProveOptions {
  readonly gateway: RunningGateway;
  /** The embedded nodes; undefined where the backend is somebody's. */
  readonly nodes: RunningNodes | undefined;
  readonly onVerdict: (verdict: Verdict) => void;
  /** Once aborted, verdicts are not told any more: what is judged while everything ends tells nothing. */
  readonly signal: AbortSignal | undefined;
}

/** Judges every check on a running gateway. */
export async function prove({
  gateway,
  nodes,
  onVerdict,
  signal,
}: ProveOptions): Promise<LiveReport> {
  const { url } = livePathOf(gateway);
  const site = await openSite(gateway, nodes);
  try {
    const evidence = evidenceOf(site.value);
    // It only waits, and may do so while the other checks are judged.
    void evidence('deadBackend').catch(() => {});
    const verdicts = await judgeAll(upChecks, { where: url.href, evidence }, (verdict) => {
      signal?.throwIfAborted();
      onVerdict(verdict);
    });
    return { nginx: gateway.nginx.version, url: url.href, scale: 1, checks: verdicts };
  } finally {
    await site.close();
  }
}
