import type { RunningNodes } from '../demo/start-nodes.ts';
import type { Verdict } from '../engine/verdict.ts';
import { readConfigFile } from '../gateway/config-file.ts';
import type { Deployment } from '../gateway/deployment.ts';
import { resolveDeployment } from '../gateway/resolve-deployment.ts';
import type { Settings } from '../gateway/settings.ts';
import { parseSettings } from '../gateway/settings-schema.ts';
import { type RunningGateway, startGateway } from '../gateway/start-gateway.ts';
import type { Environment, ReloadResult } from '../nginx/process/index.ts';
import { sweepRuns } from '../nginx/process/index.ts';
import type { LiveReport } from '../report/json.ts';
import { obtainNginx } from './obtain-nginx.ts';
import { BackendWatch } from './up/backend-watch.ts';
import { withEmbeddedDefaults, withUpDefaults } from './up/default-settings.ts';
import { addressesOf, withEmbeddedNodes } from './up/embedded-nodes.ts';
import type { UpEvent } from './up/events.ts';
import { prove } from './up/prove.ts';

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

const GRACE_MS = 10_000;
/** Stands for the embedded nodes, whose ports are known only when they run. */
const ANY_BACKEND = '127.0.0.1:1';

/**
 * Runs nginx in front of a backend, its own where none is named. Fails with a `SettingError`,
 * `NginxStartError` or `Error` that says what to do, and then leaves nothing behind.
 */
export async function up(options: UpOptions = {}): Promise<Up> {
  const { onEvent = () => {}, environment = process.env, signal } = options;
  const settings = await readSettings(options);
  for (const run of await sweepRuns()) onEvent({ kind: 'swept', run });
  const embedded = settings.backends === undefined;
  // Refused before anything is started.
  deploymentOf(settings, embedded ? [ANY_BACKEND] : undefined);
  const onProgress = (text: string) => onEvent({ kind: 'progress', text });
  const search = obtainNginx({ wanted: options.nginx, environment, onProgress, signal });
  const [nginx, nodes] = embedded ? await withEmbeddedNodes(search) : [await search];
  try {
    signal?.throwIfAborted();
    const gateway = await startGateway({
      deployment: deploymentOf(settings, nodes && addressesOf(nodes)),
      nginx,
      onEvent: (event) => onEvent({ kind: 'nginx', event }),
    });
    return await watchOver({ gateway, nodes, options });
  } catch (error) {
    await nodes?.close();
    throw error;
  }
}

interface Started {
  readonly gateway: RunningGateway;
  readonly nodes: RunningNodes | undefined;
  readonly options: UpOptions;
}

async function watchOver({ gateway, nodes, options }: Started): Promise<Up> {
  const { onEvent = () => {}, signal } = options;
  nodes?.onEvent((event) => onEvent({ kind: 'node', event }));
  const watch = new BackendWatch(() => gateway.deployment.backends);
  await watch.look();
  watch.start((change) => onEvent({ kind: 'backend', change }));
  const proofs = new Set<Promise<unknown>>();
  return {
    gateway,
    embedded: nodes !== undefined,
    get down() {
      return watch.down;
    },
    prove: (onVerdict = () => {}) => {
      const proof = prove({ gateway, nodes, onVerdict, signal });
      const settled = proof.finally(() => proofs.delete(proof));
      proofs.add(proof);
      return orAborted(settled, signal);
    },
    reload: async () => {
      const settings = await readSettings(options);
      return gateway.reload(deploymentOf(settings, nodes && addressesOf(nodes)));
    },
    close: async ({ graceMs = GRACE_MS, hurry } = {}) => {
      watch.stop();
      // The nodes say goodbye first: their clients' tunnels then end with a close frame.
      await nodes?.close();
      await gateway.stop({ graceMs, hurry });
      await Promise.allSettled(proofs);
    },
  };
}

async function readSettings({
  settings,
  configFile,
  folder = process.cwd(),
}: UpOptions): Promise<Settings> {
  // Judged as a whole before defaults are put under it.
  return parseSettings({ ...(await readConfigFile(configFile, folder)), ...settings });
}

/** `embedded` are the addresses of our own nodes, where the backend is ours. */
function deploymentOf(settings: Settings, embedded: readonly string[] | undefined): Deployment {
  return resolveDeployment(
    embedded === undefined ? withUpDefaults(settings) : withEmbeddedDefaults(settings, embedded),
  );
}

/** Does not wait for work that nobody wants any more. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
