import { readFile, rename, rm } from 'node:fs/promises';
import type { NginxBinary } from './binary.ts';
import { type LogReader, readFromEnd } from './error-log.ts';
import { GLOBAL_DIRECTIVES, type LaunchedNginx } from './launch-nginx.ts';
import { describeMessage, type LoggedMessage, type NginxMessage } from './log-message.ts';
import { writeNewFile } from './new-file.ts';
import { pollUntil } from './poll-until.ts';
import { prefixPaths } from './prefix.ts';
import type { ProcessUser } from './process-user.ts';
import { signalProcess } from './signal-process.ts';
import { bindFailure, isTaken } from './start-error.ts';
import { testConfiguration } from './test-configuration.ts';
import { readChildren } from './workers.ts';

/** How a reload went. */
export type ReloadResult =
  | {
      readonly outcome: 'reloaded';
      /** From the signal until every new connection meets the new configuration. */
      readonly ms: number;
      /** The workers that served until now. They keep the tunnels that they have. */
      readonly oldWorkers: readonly number[];
    }
  /** nginx said no; the old configuration is in its place and still serves. */
  | { readonly outcome: 'refused'; readonly messages: readonly NginxMessage[] };

/** Why a reload was refused, in nginx's words; null where it was not. */
export function refusalOf(result: ReloadResult): string | null {
  if (result.outcome === 'reloaded') return null;
  return result.messages.map(describeMessage).join('; ');
}

/** What is reloaded. */
export interface ReloadOptions {
  readonly nginx: NginxBinary;
  readonly launched: LaunchedNginx;
  readonly prefix: string;
  readonly runAs: ProcessUser | undefined;
  /** New text of `nginx.conf`; the file as it is if left out (certificates may have changed). */
  readonly configuration?: string | undefined;
}

const LONGEST_RELOAD_MS = 30_000;

/**
 * Tests the new configuration, puts it into place and has nginx load it. It is done when the new
 * workers run and the old ones take no more connections, which nginx tells them 100 ms later.
 */
export async function reloadNginx(options: ReloadOptions): Promise<ReloadResult> {
  const { launched, prefix, runAs, configuration } = options;
  const { configuration: file, errorLog } = prefixPaths(prefix);
  const oldText = await readFile(file, 'utf8');
  const refusal = await putIntoPlace(options, configuration ?? oldText);
  if (refusal) return { outcome: 'refused', messages: refusal };

  const oldWorkers = (await readChildren(launched.pid)).workers;
  const log = await readFromEnd(errorLog);
  const start = performance.now();
  signalProcess(launched.pid, 'SIGHUP');
  const problem = await takenOver(launched, oldWorkers, log);
  if (!problem) return { outcome: 'reloaded', ms: performance.now() - start, oldWorkers };

  await writeNewFile(`${file}.old`, oldText, { owner: runAs });
  await rename(`${file}.old`, file);
  return { outcome: 'refused', messages: problem };
}

/** Tests a text beside the file, so that relative includes hold, then replaces the file by it. */
async function putIntoPlace(
  { nginx, prefix, runAs }: ReloadOptions,
  text: string,
): Promise<readonly NginxMessage[] | undefined> {
  const { configuration } = prefixPaths(prefix);
  const file = `${configuration}.new`;
  await writeNewFile(file, text, { owner: runAs });
  const { ok, messages } = await testConfiguration(nginx, {
    prefix,
    file,
    globalDirectives: GLOBAL_DIRECTIVES,
    runAs,
  });
  if (ok) {
    await rename(file, configuration);
    return undefined;
  }
  await rm(file);
  return messages.map((message) =>
    message.file === file ? { ...message, file: configuration } : message,
  );
}

/** Resolves with nothing when the new configuration serves, with nginx's words when it does not. */
async function takenOver(
  launched: LaunchedNginx,
  oldWorkers: readonly number[],
  log: LogReader,
): Promise<readonly NginxMessage[] | undefined> {
  const problems = new Map<string, NginxMessage>();
  const outcome = await pollUntil(async () => {
    if (launched.hasExited()) return 'exited';
    const said = (await log.read()).filter(isProblemOf(launched.pid));
    for (const { level, text } of said) problems.set(text, { level, text });
    if (said.some(isFinal)) return 'refused';
    const { workers, starting } = await readChildren(launched.pid);
    const isNew = workers.length > 0 && !workers.some((pid) => oldWorkers.includes(pid));
    return isNew && starting.length === 0 ? 'reloaded' : undefined;
  }, LONGEST_RELOAD_MS);
  if (outcome === 'reloaded') return undefined;
  if (outcome === 'exited') problems.set('', error('nginx ended during the reload'));
  if (outcome === undefined) {
    problems.set('', error(`nginx did not take the reload within ${LONGEST_RELOAD_MS} ms`));
  }
  return [...problems.values()].filter(({ text }) => text !== GAVE_UP);
}

/** What nginx says after its fifth attempt to listen on an address that is taken. */
const GAVE_UP = 'still could not bind()';

function isFinal(message: NginxMessage): boolean {
  const failure = bindFailure(message);
  return !failure || !isTaken(failure);
}

function isProblemOf(master: number): (message: LoggedMessage) => boolean {
  return ({ level, pid }) => level === 'emerg' && pid === master;
}

function error(text: string): NginxMessage {
  return { level: 'error', text };
}
