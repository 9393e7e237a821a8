/**
 * A process of its own that starts an nginx, for tests of what becomes of the nginx when its owner
 * goes. Takes a `Job` as JSON in its argument; prints an `OwnerReport` as one line of JSON, then
 * stays until a line comes in: `exit` leaves without stopping anything, `stop` stops first.
 */
import { createInterface } from 'node:readline';
import {
  createRun,
  type NginxBinary,
  NginxStartError,
  type ProcessUser,
  startNginx,
} from '../../src/nginx/process/index.ts';
import { configuration, type Variation } from './real-nginx.ts';

/** What the process is to do. */
export interface Job {
  readonly nginx: NginxBinary;
  /** Folder of the runs. */
  readonly runs: string;
  readonly variation?: Variation;
  readonly runAs?: ProcessUser;
  /** Supplementary groups that the process gives itself. */
  readonly groups?: readonly number[];
}

/** What came of it. */
export type OwnerReport =
  | { readonly prefix: string; readonly pid: number; readonly workers: readonly number[] }
  | { readonly kind: string; readonly message: string };

const { nginx, runs, variation, runAs, groups } = JSON.parse(process.argv[2] ?? '') as Job;

function report(result: OwnerReport): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

if (groups) process.setgroups?.([...groups]);
const run = await createRun(runs);
try {
  const running = await startNginx({
    nginx,
    prefix: run.folder,
    configuration: configuration(run.folder, variation),
    runAs,
  });
  report({ prefix: run.folder, pid: running.pid, workers: await running.workers() });
  for await (const line of createInterface(process.stdin)) {
    if (line === 'exit') process.exit(0);
    await running.stop({ graceMs: 5000 });
    await run.remove();
    break;
  }
} catch (error) {
  if (!(error instanceof NginxStartError)) throw error;
  report({ kind: error.kind, message: error.message });
  await run.remove();
}
process.stdin.destroy();
