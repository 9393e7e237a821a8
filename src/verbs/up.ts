import { checks } from '../checks/index.ts';
import { type RunningNodes, startNodes } from '../demo/start-nodes.ts';
import { judgeAll } from '../engine/judge-all.ts';
import type { Verdict } from '../engine/verdict.ts';
import { readConfigFile } from '../gateway/config-file.ts';
import type { Deployment } from '../gateway/deployment.ts';
import { resolveDeployment } from '../gateway/resolve-deployment.ts';
import type { Settings } from '../gateway/settings.ts';
import { parseSettings } from '../gateway/settings-schema.ts';
import { type RunningGateway, startGateway } from '../gateway/start-gateway.ts';
import type { Environment, ReloadResult } from '../nginx/process/index.ts';
import { sweepRuns } from '../nginx/process/index.ts';
import { evidenceOf } from '../probe/gather-evidence.ts';
import type { LiveReport } from '../report/json.ts';
import { obtainNginx } from './obtain-nginx.ts';
import { BackendWatch } from './up/backend-watch.ts';
import { withEmbeddedDefaults, withUpDefaults } from './up/default-settings.ts';
import type { UpEvent } from './up/events.ts';
import { livePathOf } from './up/live-path-of.ts';
import { openSite } from './up/open-site.ts';

/** What is put up. */
export interface UpOptions {
  /** Settings that go before those of the file. */
  readonly settings?: Settings;
  /** The file of settings; the first `fairlead.config.*` in `folder` if left out. */
  readonly configFile?: string | undefined;
  /** The folder that relative names are meant from. */
  readonly folder?: string;
  /** A path or version of nginx. */
  readonly nginx?: string | undefined;
  readonly environment?: Environment;
  readonly onEvent?: (event: UpEvent) => void;
  /** Gives up: what is being fetched or proven is left, and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A gateway that runs, and can be proven. */
export interface Up {
  readonly gateway: RunningGateway;
  /** Whether the backend is our own. */
  readonly embedded: boolean;
  /** Backends that accept no connection at this moment. */
  readonly down: readonly string[];
  /** Judges every check that has a live rule, and tells of each verdict as it falls. */
  prove(onVerdict?: (verdict: Verdict) => void): Promise<LiveReport>;
  /** Reads the settings again and loads them. */
  reload(): Promise<ReloadResult>;
  /**
   * Ends everything. Tunnels may end by themselves for `graceMs` milliseconds, or until `hurry`
   * resolves.
   */
  close(options?: { readonly graceMs?: number; readonly hurry?: Promise<unknown> }): Promise<void>;
}

/** Nodes of the embedded backend: two, so that finding the right one is a matter at all. */
const EMBEDDED_NODES = 2;
const GRACE_MS = 10_000;
/** Stands for the embedded nodes, whose ports are known only when they run. */
const ANY_BACKEND = '127.0.0.1:1';

/**
 * Runs nginx in front of a backend, its own where none is named. Fails with a `SettingError`,
 * `NginxStartError` or `Error` that says what to do, and then leaves nothing behind.
 */
export async function up(options: UpOptions = {}): Promise<Up> {
  const { onEvent = () => {}, environment = process.env, signal } = options;
  const given = await readSettings(options);
  for (const run of await sweepRuns()) onEvent({ kind: 'swept', run });
  const embedded = given.backends === undefined;
  // Refused before anything is started.
  resolveDeployment(embedded ? withEmbeddedDefaults(given, [ANY_BACKEND]) : withUpDefaults(given));
  const onProgress = (text: string) => onEvent({ kind: 'progress', text });
  const nginxSearch = obtainNginx({ wanted: options.nginx, environment, onProgress, signal });
  const [nginx, nodes] = await both(nginxSearch, embedded ? startEmbedded() : undefined);
  const deploymentOf = (settings: Settings): Deployment =>
    resolveDeployment(
      nodes === undefined
        ? withUpDefaults(settings)
        : withEmbeddedDefaults(settings, addressesOf(nodes)),
    );
  try {
    signal?.throwIfAborted();
    const deployment = deploymentOf(given);
    const gateway = await startGateway({
      deployment,
      nginx,
      onEvent: (event) => onEvent({ kind: 'nginx', event }),
    });
    nodes?.onEvent((event) => onEvent({ kind: 'node', event }));
    const watch = new BackendWatch(() => gateway.deployment.backends);
    const proofs = new Set<Promise<unknown>>();
    await watch.look();
    watch.start((change) => onEvent({ kind: 'backend', change }));
    return {
      gateway,
      embedded,
      get down() {
        return watch.down;
      },
      prove: (onVerdict = () => {}) => {
        const proof = prove(gateway, nodes, (verdict) => {
          // What is judged while everything ends tells nothing.
          signal?.throwIfAborted();
          onVerdict(verdict);
        });
        proofs.add(proof);
        return orAborted(
          proof.finally(() => proofs.delete(proof)),
          signal,
        );
      },
      reload: async () => gateway.reload(deploymentOf(await readSettings(options))),
      close: async ({ graceMs = GRACE_MS, hurry } = {}) => {
        watch.stop();
        // The nodes say goodbye first: their clients' tunnels then end with a close frame.
        await nodes?.close();
        await gateway.stop({ graceMs, hurry });
        await Promise.allSettled(proofs);
      },
    };
  } catch (error) {
    await nodes?.close();
    throw error;
  }
}

async function readSettings({
  settings,
  configFile,
  folder = process.cwd(),
}: UpOptions): Promise<Settings> {
  // Judged as a whole before defaults are put under it.
  return parseSettings({ ...(await readConfigFile(configFile, folder)), ...settings });
}

/** Does not wait for work that nobody wants any more. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function startEmbedded(): Promise<RunningNodes> {
  return startNodes({ count: EMBEDDED_NODES });
}

/** Both at once; should one fail, the nodes do not stay. */
async function both<Value>(
  search: Promise<Value>,
  starting: Promise<RunningNodes> | undefined,
): Promise<[Value, RunningNodes | undefined]> {
  const [found, nodes] = await Promise.allSettled([search, starting]);
  if (found.status === 'fulfilled' && nodes.status === 'fulfilled') {
    return [found.value, nodes.value];
  }
  if (nodes.status === 'fulfilled') await nodes.value?.close();
  throw found.status === 'rejected' ? found.reason : (nodes as PromiseRejectedResult).reason;
}

function addressesOf({ nodes }: RunningNodes): string[] {
  return nodes.map(({ port }) => `127.0.0.1:${port}`);
}

async function prove(
  gateway: RunningGateway,
  nodes: RunningNodes | undefined,
  onVerdict?: (verdict: Verdict) => void,
): Promise<LiveReport> {
  const { url } = livePathOf(gateway);
  const site = await openSite(gateway, nodes);
  try {
    const evidence = evidenceOf(site.value);
    // It only waits, and may do so while the other checks are judged.
    void evidence('deadBackend').catch(() => {});
    const subject = { where: url.href, evidence };
    const verdicts = await judgeAll(checks, subject, onVerdict);
    return { nginx: gateway.nginx.version, url: url.href, scale: 1, checks: verdicts };
  } finally {
    await site.close();
  }
}
