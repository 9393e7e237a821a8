import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { commandLine, readProcessTable } from '../../src/nginx/process/process-table.ts';
import type { Job, OwnerReport } from './owner.ts';

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

/** The process that watches over the nginx of an owner. */
export async function lifelineOf({ pid }: ChildProcess): Promise<number> {
  for (const entry of await readProcessTable()) {
    if (entry.parent !== pid) continue;
    if ((await commandLine(entry.pid)).includes('fairlead-lifeline')) return entry.pid;
  }
  throw new Error(`process ${pid} has no watching process`);
}
