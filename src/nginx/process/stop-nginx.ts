import { setTimeout as delay } from 'node:timers/promises';
import { endGroup, groupIsGone } from './end-group.ts';
import type { LaunchedNginx } from './launch-nginx.ts';
import { signalProcess } from './signal-process.ts';

/** How an nginx was stopped. */
export interface StopResult {
  /** What it took: `quit` ended it by itself, `term` cut its connections, `kill` was needed. */
  readonly how: 'quit' | 'term' | 'kill';
  readonly ms: number;
}

/** After TERM workers close their connections at once. */
const LONGEST_TERM_MS = 2000;

/**
 * QUIT lets requests and tunnels end by themselves, for `graceMs` milliseconds at most; then TERM,
 * then KILL. Resolves when no process of it is left.
 */
export async function stopNginx(nginx: LaunchedNginx, graceMs: number): Promise<StopResult> {
  const start = performance.now();
  const how = await askToEnd(nginx, graceMs);
  // Also after a peaceful end: somebody may have ended the master alone.
  await endGroup(nginx.pid);
  await nginx.exit;
  return { how, ms: performance.now() - start };
}

async function askToEnd(nginx: LaunchedNginx, graceMs: number): Promise<StopResult['how']> {
  signalProcess(nginx.pid, 'SIGQUIT');
  if (await exitsWithin(nginx, graceMs)) return 'quit';
  signalProcess(nginx.pid, 'SIGTERM');
  if (await exitsWithin(nginx, LONGEST_TERM_MS)) return 'term';
  return 'kill';
}

async function exitsWithin(nginx: LaunchedNginx, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  // The master leaves last, when its workers have.
  const exited = await Promise.race([nginx.exit.then(() => true), late]);
  timer.abort();
  return exited && (await groupIsGone(nginx.pid, 0));
}
