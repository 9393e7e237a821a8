import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { sweepRuns } from '../../src/nginx/process/index.ts';
import {
  commandLine,
  groupMembers,
  readProcessTable,
} from '../../src/nginx/process/process-table.ts';
import type { Job, OwnerReport } from './owner.ts';
import { ask } from './real-nginx.ts';

/** Makes the owner script, which is TypeScript, one file that any Node runs; returns its path. */
export async function bundleOwner(folder: string): Promise<string> {
  const outfile = join(folder, 'owner.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'owner.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

/** Starts the owner script and resolves with what it reports. */
export async function startOwner(
  script: string,
  job: Job,
  options: SpawnOptions = {},
): Promise<{ owner: ChildProcess; report: OwnerReport }> {
  const owner = spawn(process.execPath, [script, JSON.stringify(job)], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!owner.stdout) throw new Error('the owner has no output');
  const [line] = await Promise.race([
    once(createInterface(owner.stdout), 'line'),
    once(owner, 'exit').then(() => Promise.reject(new Error('the owner ended without a report'))),
  ]);
  return { owner, report: JSON.parse(String(line)) as OwnerReport };
}

/** Starts the owner script, and fails where its nginx does not run. */
export async function startServing(
  folder: string,
  job: Job,
): Promise<{ owner: ChildProcess; pid: number; prefix: string }> {
  const { owner, report } = await startOwner(await bundleOwner(folder), job);
  if (!('pid' in report)) throw new Error(report.message);
  return { owner, pid: report.pid, prefix: report.prefix };
}

/** Kills an owner and what watches over its nginx, and shows that this serves on until it is swept away. */
export async function expectSwept(owner: ChildProcess, at: SweptAt): Promise<void> {
  const { pid, prefix, runs } = at;
  const members = await groupMembers(pid);
  process.kill(await lifelineOf(owner), 'SIGKILL');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  // Nobody is left to end it.
  expect(await ask(prefix)).toBe('one');
  const [swept, ...others] = await sweepRuns(runs);
  expect(others).toEqual([]);
  expect(swept?.folder).toBe(prefix);
  expect([...(swept?.ended ?? [])].sort()).toEqual(members.sort());
  expect(await groupMembers(pid)).toEqual([]);
  expect(await readdir(runs)).toEqual([]);
}

interface SweptAt {
  readonly pid: number;
  readonly prefix: string;
  readonly runs: string;
}

/** The process that watches over the nginx of an owner. */
export async function lifelineOf({ pid }: ChildProcess): Promise<number> {
  for (const entry of await readProcessTable()) {
    if (entry.parent !== pid) continue;
    if ((await commandLine(entry.pid)).includes('fairlead-lifeline')) return entry.pid;
  }
  throw new Error(`process ${pid} has no watching process`);
}
