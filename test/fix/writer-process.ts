import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Job, Report } from './writer.ts';

/** Makes the writer, which is TypeScript, one file that any Node runs; returns its path. */
export async function bundleWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'writer.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

export interface WriterOptions {
  /** The step before which the process is killed. */
  readonly killAt?: number;
  /** Another user to be. */
  readonly user?: number;
}

/** Runs the writer to its end; undefined where it was killed. */
export function runWriter(
  script: string,
  job: Job,
  { killAt = 0, user }: WriterOptions = {},
): Report | undefined {
  const run = spawnSync(process.execPath, [script], {
    input: JSON.stringify(job),
    env: { ...process.env, FAIRLEAD_TEST_KILL_AT: String(killAt) },
    encoding: 'utf8',
    ...(user !== undefined && { uid: user, gid: user }),
  });
  if (run.signal === 'SIGKILL') return undefined;
  if (run.status !== 0) throw new Error(`the writer ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Report;
}
