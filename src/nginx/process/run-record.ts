import { constants } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNewFile } from './new-file.ts';
import { processNamespace, processStart } from './process-table.ts';

/** A process that can be told from a later one with the same pid. */
export interface RecordedProcess {
  readonly pid: number;
  readonly start: string;
}

/** What the record in a run's folder says: who made it, and which nginx runs in it. */
export interface RunRecord {
  readonly owner: RecordedProcess;
  /** Among which processes the pids are meant; empty where the system does not tell. */
  readonly namespace: string;
  readonly nginx?: RecordedProcess;
}

/** The file in a run's folder that holds its record. */
export const RECORD_NAME = 'run.json';

/** Writes that the folder belongs to this process, and that this nginx, if any, runs in it. */
export async function writeRunRecord(folder: string, nginxPid?: number): Promise<void> {
  const nginx = nginxPid === undefined ? undefined : await recordProcess(nginxPid);
  const record: RunRecord = {
    owner: await recordProcess(process.pid),
    namespace: await processNamespace(),
    ...(nginx && { nginx }),
  };
  const file = join(folder, RECORD_NAME);
  await writeNewFile(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Reads the record of a folder; undefined where it has none of ours that can be read. */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  const text = await readOwnFile(join(folder, RECORD_NAME)).catch(() => '');
  try {
    const record: unknown = JSON.parse(text);
    return isRunRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The folder may belong to another user, who could leave a record that protects or ends others. */
async function readOwnFile(file: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const found = await handle.stat();
    const isOurs = found.isFile() && found.uid === (process.getuid?.() ?? found.uid);
    return isOurs ? await handle.readFile('utf8') : '';
  } finally {
    await handle.close();
  }
}

/** Whether the recorded process still runs. */
export async function isAlive({ pid, start }: RecordedProcess): Promise<boolean> {
  return (await processStart(pid)) === start;
}

async function recordProcess(pid: number): Promise<RecordedProcess> {
  return { pid, start: (await processStart(pid)) ?? '' };
}

function isRunRecord(value: unknown): value is RunRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { owner, namespace, nginx } = value as Partial<Record<keyof RunRecord, unknown>>;
  const nginxFits = nginx === undefined || isRecordedProcess(nginx);
  return isRecordedProcess(owner) && typeof namespace === 'string' && nginxFits;
}

function isRecordedProcess(value: unknown): value is RecordedProcess {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, start } = value as Partial<Record<keyof RecordedProcess, unknown>>;
  return Number.isInteger(pid) && typeof start === 'string';
}
