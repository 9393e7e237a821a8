import { readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pollUntil } from './poll-until.ts';
import { commandLine, processNamespace, readProcessTable, workingFolder } from './process-table.ts';
import { isAlive, type RunRecord, readRunRecord } from './run-record.ts';
import { RUN_PREFIX, removeRun, runsFolder, UNNAMED_PREFIX } from './runs-folder.ts';
import { signalProcess } from './signal-process.ts';

/** What was cleaned up of one run whose owner is gone. */
export interface SweptRun {
  readonly folder: string;
  /** The nginx processes that were still running in it and were ended. */
  readonly ended: readonly number[];
}

/** A run has a record from its first moment; one without has lost it, to its user or to a full disk. */
const UNRECORDED_AFTER_MS = 60 * 60_000;
/** What a sweep removes that has no name of a run. */
const OLD_PREFIX = 'old-';
/** TERM cuts nginx's connections; it needs no longer. */
const LONGEST_TERM_MS = 2000;
const LONGEST_KILL_MS = 5000;

/**
 * Ends and removes what is provably ours and was left behind by a process that died: folders of
 * runs whose recorded owner no longer lives, and the nginx processes that work in them. Runs of
 * living owners, also of other containers that share the temporary folder, are left alone.
 */
export async function sweepRuns(parent: string = runsFolder()): Promise<SweptRun[]> {
  const names = await readdir(parent).catch(() => []);
  if (names.length === 0) return [];
  const realParent = await realpath(parent);
  const swept: SweptRun[] = [];
  await sweepUnnamed(realParent, names);
  for (const name of names.filter((entry) => entry.startsWith(RUN_PREFIX))) {
    const folder = join(realParent, name);
    const record = await readRunRecord(folder);
    if (!(await isAbandoned(folder, record))) continue;
    const ended = await endProcessesOf(folder, record);
    await removeRun(folder);
    swept.push({ folder, ended });
  }
  return swept;
}

/** What was to become a run is taken away as a whole, so that its maker, if it lives, begins anew. */
async function sweepUnnamed(parent: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter((entry) => entry.startsWith(UNNAMED_PREFIX))) {
    const old = join(parent, OLD_PREFIX + name.slice(UNNAMED_PREFIX.length));
    // It has its name by now, or another sweep was faster.
    await rename(join(parent, name), old).catch(() => {});
    await rm(old, { recursive: true, force: true });
  }
  for (const name of names.filter((entry) => entry.startsWith(OLD_PREFIX))) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function isAbandoned(folder: string, record: RunRecord | undefined): Promise<boolean> {
  if (record) {
    return record.namespace === (await processNamespace()) && !(await isAlive(record.owner));
  }
  return stat(folder).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > UNRECORDED_AFTER_MS,
    () => false,
  );
}

async function endProcessesOf(folder: string, record: RunRecord | undefined): Promise<number[]> {
  const ended = new Set<number>();
  for (const [signal, timeoutMs] of [
    ['SIGTERM', LONGEST_TERM_MS],
    ['SIGKILL', LONGEST_KILL_MS],
  ] as const) {
    const gone = await pollUntil(async () => {
      const pids = await nginxIn(folder, record);
      for (const pid of pids) {
        // A master that is told to end ends its workers; KILL is for whoever is there.
        if (signal === 'SIGKILL' || !ended.has(pid)) signalProcess(pid, signal);
        ended.add(pid);
      }
      return pids.length === 0 || undefined;
    }, timeoutMs);
    if (gone) return [...ended];
  }
  throw new Error(`nginx processes left in ${folder} do not end: ${[...ended].join(', ')}`);
}

/** nginx processes that are provably of this run: nothing but a run works in its folder. */
async function nginxIn(folder: string, record: RunRecord | undefined): Promise<number[]> {
  const found: number[] = [];
  for (const { pid, ended } of await readProcessTable()) {
    const isHere = !ended && (await workingFolder(pid)) === folder;
    if (isHere && (await commandLine(pid)).includes('nginx')) found.push(pid);
  }
  // Where the system does not tell working folders, the recorded master alone can be known.
  const { nginx } = record ?? {};
  if (found.length === 0 && nginx && (await isAlive(nginx))) {
    if ((await commandLine(nginx.pid)).includes(folder)) found.push(nginx.pid);
  }
  return found;
}
