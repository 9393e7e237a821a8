import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { NginxBinary } from './binary.ts';
import { endGroup } from './end-group.ts';
import { type NginxMessage, parseMessages } from './log-message.ts';
import { nginxArguments, nginxEnvironment } from './nginx-arguments.ts';
import { pollUntil } from './poll-until.ts';
import { prefixPaths, removeLeftovers } from './prefix.ts';
import type { ProcessUser } from './process-user.ts';
import { bindFailure, explainStart } from './start-error.ts';
import { readChildren } from './workers.ts';

/** In front of every configuration: nginx is to stay our own child. */
export const GLOBAL_DIRECTIVES = 'daemon off;';

/** How the master ended. */
export interface NginxExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A master that runs, and the promise of its end. It leads a process group of its own. */
export interface LaunchedNginx {
  readonly pid: number;
  readonly exit: Promise<NginxExit>;
  hasExited(): boolean;
}

/** What is launched. */
export interface LaunchOptions {
  readonly nginx: NginxBinary;
  readonly prefix: string;
  readonly runAs: ProcessUser | undefined;
  /** Told the pid as soon as there is one, long before nginx is ready. */
  readonly onSpawn: (pid: number) => void;
}

/** With a very long configuration nginx may take seconds; one that takes longer hangs. */
const LONGEST_START_MS = 30_000;

/**
 * Starts nginx with `PREFIX/nginx.conf` and resolves when it listens and its workers work. Fails
 * with a `NginxStartError`; then nothing of it is left running.
 */
export async function launchNginx({
  nginx,
  prefix,
  runAs,
  onSpawn,
}: LaunchOptions): Promise<LaunchedNginx> {
  await removeLeftovers(prefix);
  const child = await spawnNginx(nginx, prefix, runAs);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${nginx.executable} was started, but has no pid`);
  onSpawn(pid);
  const closed = once(child, 'close');
  const exit = new Promise<NginxExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const said = collect(child);
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const outcome = await pollUntil(async () => {
    // nginx tries again for 2.5 s where a port is taken; that is known at the first attempt.
    if (hasExited() || parseMessages(said()).some(bindFailure)) return 'failed';
    return (await isReady(pid, prefix)) ? 'ready' : undefined;
  }, LONGEST_START_MS);
  if (outcome === 'ready') return { pid, exit, hasExited };

  await endGroup(pid);
  // What it said last may arrive after its end.
  await closed;
  if (outcome === undefined) throw new Error(`nginx was not ready within ${LONGEST_START_MS} ms`);
  throw await explainStart(reasonsIn(said()), 'other');
}

async function spawnNginx(
  nginx: NginxBinary,
  prefix: string,
  runAs: ProcessUser | undefined,
): Promise<ChildProcess> {
  const { configuration: file, errorLog } = prefixPaths(prefix);
  const [program = '', ...args] = nginxArguments({
    nginx,
    prefix,
    file,
    errorLog,
    globalDirectives: GLOBAL_DIRECTIVES,
  });
  const child = spawn(program, args, {
    // By its working folder the next start's sweep knows it for ours.
    cwd: prefix,
    detached: true,
    env: nginxEnvironment(runAs),
    // As root, Node drops our supplementary groups too.
    ...runAs,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(child, 'spawn');
  return child;
}

const MOST_STDERR_CHARACTERS = 64 * 1024;

function collect({ stderr }: ChildProcess): () => string {
  let text = '';
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    // Once started, nginx writes to its logs; a configuration may still name stderr as one.
    if (text.length < MOST_STDERR_CHARACTERS) text += chunk;
  });
  return () => text;
}

function reasonsIn(stderr: string): NginxMessage[] {
  const emergencies = parseMessages(stderr).filter(({ level }) => level === 'emerg');
  if (emergencies.length > 0) return emergencies;
  // The loader of programs, for one, says it in its own format.
  return [{ level: 'error', text: stderr.trim() || 'it ended and said nothing' }];
}

async function isReady(pid: number, prefix: string): Promise<boolean> {
  // nginx writes the file when it listens, before it starts workers.
  const text = await readFile(prefixPaths(prefix).pidFile, 'utf8').catch(() => '');
  if (text.trim() !== String(pid)) return false;
  const { workers, starting } = await readChildren(pid);
  return workers.length > 0 && starting.length === 0;
}
