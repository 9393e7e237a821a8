import type { Verdict } from '../engine/verdict.ts';
import type { Unkept } from '../lab/index.ts';
import type { NginxBinary } from '../nginx/process/index.ts';
import { sweepRuns } from '../nginx/process/index.ts';
import type { LiveReport } from '../report/json.ts';
import { type CheckOptions, type PreparedCheck, prepareCheck } from './check/prepare-check.ts';
import { chosenNginx } from './prove/chosen-nginx.ts';
import { pathsToProve } from './prove/paths-to-prove.ts';
import { type BackendAnswer, checksToProve } from './prove/prove-path.ts';
import { proveWith } from './prove/prove-with.ts';

/** What is proven, with which nginx, and who hears of it. */
export interface ProveOptions extends CheckOptions {
  /** A path, a version, several with commas between them, or `all`; the one that is found if left out. */
  readonly nginx?: string | undefined;
  /**
   * Whether modules that the configuration loads, and code such as Lua and njs, run too. Nothing then
   * keeps what they do within the sandbox. Left out, they are left out.
   */
  readonly trustsCode?: boolean;
  readonly onEvent?: (event: ProveEvent) => void;
  /** Gives up: everything that was started is ended, then it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What is happening. */
export type ProveEvent =
  | { readonly kind: 'progress'; readonly text: string }
  | {
      readonly kind: 'begun';
      readonly nginx: NginxBinary;
      readonly urls: readonly string[];
      /** How many verdicts there will be. */
      readonly verdicts: number;
    }
  | {
      readonly kind: 'verdict';
      readonly nginx: string;
      readonly url: string;
      readonly verdict: Verdict;
    }
  | { readonly kind: 'proven'; readonly proof: Proof };

/** What a lab showed of one path with one nginx. */
export interface Proof extends LiveReport {
  readonly nginx: string;
  /** How backends of each kind take the handshake; empty where it comes to none. */
  readonly backends: readonly BackendAnswer[];
}

/** What was proven. */
export interface Proven {
  /** By nginx, oldest first, then in the order of the URLs. */
  readonly proofs: readonly Proof[];
  /** What the sandbox could not keep true, for each nginx. */
  readonly unkept: readonly { readonly nginx: string; readonly notes: readonly Unkept[] }[];
  /** A unified diff of what was changed for the sandbox of the last nginx. */
  readonly changes: Uint8Array;
  /** What a finding of a proof stands in. */
  readonly prepared: PreparedCheck;
  /** Candidates that were left out, as there are so many; name them to have them proven. */
  readonly leftOut: readonly string[];
}

/**
 * Runs a configuration in a sandbox, with a real nginx and instrumented backends, and judges every
 * check by what it does there. Nothing of this machine is touched. Fails where there is nothing to
 * run, and for options that cannot be used; nothing is left behind then either.
 */
export async function prove(options: ProveOptions = {}): Promise<Proven> {
  const { environment = process.env, trustsCode = false, signal, onEvent = () => {} } = options;
  const onProgress = (text: string): void => onEvent({ kind: 'progress', text });
  await sweepRuns();
  const chosen = await chosenNginx({ wanted: options.nginx, environment, onProgress, signal });
  const proofs: Proof[] = [];
  const unkept: { nginx: string; notes: readonly Unkept[] }[] = [];
  let last: Pick<Proven, 'changes' | 'prepared' | 'leftOut'> | undefined;
  for (const nginx of chosen) {
    signal?.throwIfAborted();
    const prepared = await prepareFor(nginx, options);
    const { paths, leftOut } = await pathsToProve(prepared, options.urls ?? []);
    const urls = paths.map(({ url }) => url.href);
    const verdicts = urls.length * checksToProve(prepared).length;
    onEvent({ kind: 'begun', nginx, urls, verdicts });
    const result = await proveWith({ nginx, prepared, paths, trustsCode, onEvent, signal });
    proofs.push(...result.proofs);
    unkept.push({ nginx: nginx.version, notes: result.unkept });
    last = { changes: result.changes, prepared, leftOut };
  }
  if (last === undefined) throw new Error('No nginx was chosen to prove with.');
  return { proofs, unkept, ...last };
}

/** The configuration as this nginx means it. */
async function prepareFor(nginx: NginxBinary, options: ProveOptions): Promise<PreparedCheck> {
  const settings = { ...options.settings, nginxVersion: nginx.version };
  const prepared = await prepareCheck({
    ...options,
    ...{ settings, nginx: undefined, urls: [], sparesSecrets: true },
  });
  const { main, problems } = prepared.opened.configuration;
  if (main !== undefined) return prepared;
  const why = problems.map(({ name, message }) => `${name}: ${message}`).join('; ');
  throw new Error(`There is no configuration to prove: ${why}`);
}
