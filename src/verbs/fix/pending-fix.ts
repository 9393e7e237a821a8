import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../nginx/process/error-code.ts';
import { processNamespace } from '../../nginx/process/process-table.ts';
import { isAlive } from '../../nginx/process/run-record.ts';
import {
  digestAt,
  makeFile,
  removeFile,
  removeFolder,
  syncFolder,
  syncFolders,
} from './durable.ts';
import {
  keptPath,
  type Manifest,
  type ManifestFile,
  readManifest,
  stagedPath,
} from './manifest.ts';
import { ownershipAt } from './targets.ts';

// How a fix survives kill -9: in `.fairlead` of the configuration's folder, `unfinished-ID` holds the
// old texts and the manifest. The link `pending` to it is made before anything beside the files is,
// and is the lock, too. When all files are new, the folder is renamed to `backup-ID`: from that moment
// on the fix is done. A later run that finds `pending` of a dead process undoes what has no such name.

/** The folder of ours beside a configuration. */
export function stateFolder(configurationFolder: string): string {
  return join(configurationFolder, '.fairlead');
}

const PENDING = 'pending';
const UNFINISHED = 'unfinished-';
const BACKUP = 'backup-';
/** Longer than any fix takes; then a process that cannot be asked after is taken for dead. */
const LONGEST_FIX_MS = 10 * 60_000;

export function pendingLink(state: string): string {
  return join(state, PENDING);
}

export function unfinishedFolder(state: string, id: string): string {
  return join(state, UNFINISHED + id);
}

export function backupFolder(state: string, id: string): string {
  return join(state, BACKUP + id);
}

/** What became of a fix that was cut short. */
export interface Recovered {
  /** `undone`: the files are as before; `finished`: all of them had been written. */
  readonly outcome: 'undone' | 'finished';
  /** Files that somebody else has changed since, and that were left alone. */
  readonly left: readonly string[];
  /** Where the old texts are; undefined where nothing is left to be undone. */
  readonly backup: string | undefined;
}

/** The fix that is under way in a configuration's folder, or was cut short there. */
export function pendingFix(configurationFolder: string): string | undefined {
  try {
    const name = readlinkSync(pendingLink(stateFolder(configurationFolder)));
    return name.startsWith(UNFINISHED) ? name.slice(UNFINISHED.length) : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Undoes a fix that was cut short. Undefined where there was none. Fails where its process still works
 * on it.
 */
export async function recoverFix(configurationFolder: string): Promise<Recovered | undefined> {
  const state = stateFolder(configurationFolder);
  const id = pendingFix(configurationFolder);
  if (id === undefined) {
    await removeLitter(state);
    return undefined;
  }
  const unfinished = unfinishedFolder(state, id);
  const finished = backupFolder(state, id);
  if (!existsSync(unfinished) && existsSync(finished)) {
    clearAway(readManifest(finished));
    removePending(state, id);
    return { outcome: 'finished', left: [], backup: finished };
  }
  if (!existsSync(unfinished)) {
    removePending(state, id);
    return undefined;
  }
  const manifest = readManifest(unfinished);
  if (await isAtWork(manifest)) {
    throw new Error(
      `Process ${manifest.owner.pid} is changing this configuration right now: try again when it is done.`,
    );
  }
  const left = rollBack(manifest, unfinished);
  return { outcome: 'undone', left, backup: endUndone(state, manifest, left) };
}

/** Takes back the lock, and what was kept for taking back the rest, unless somebody will need it. */
export function endUndone(
  state: string,
  { id }: Manifest,
  left: readonly string[],
): string | undefined {
  const unfinished = unfinishedFolder(state, id);
  if (left.length === 0) {
    removePending(state, id);
    removeFolder(unfinished);
    return undefined;
  }
  renameSync(unfinished, backupFolder(state, id));
  removePending(state, id);
  return backupFolder(state, id);
}

/** Puts every file back that is new already. Answers with those that are neither old nor new. */
export function rollBack(manifest: Manifest, copies: string): string[] {
  const left: string[] = [];
  for (const file of manifest.files) {
    const now = digestAt(file.path);
    if (now === file.after && file.after !== file.before) putBack(manifest, file, copies);
    else if (now !== file.before) left.push(file.path);
  }
  syncFolders(manifest.files.map(({ path }) => path));
  clearAway(manifest);
  return left;
}

/** The old file itself comes back, with everything that it had, and needs no room on the disk. */
function putBack(manifest: Manifest, file: ManifestFile, copies: string): void {
  const kept = keptPath(manifest, file.path);
  if (digestAt(kept) !== file.before) {
    removeFile(kept);
    makeFile(kept, readFileSync(join(copies, file.copy)), ownershipAt(file.path));
  }
  renameSync(kept, file.path);
}

/** Removes everything that was made beside the files. */
export function clearAway(manifest: Manifest): void {
  for (const { path } of manifest.files) {
    removeFile(stagedPath(manifest, path));
    removeFile(keptPath(manifest, path));
  }
  removeFile(manifest.trial);
}

/** Removes the lock, unless it is another fix's by now. */
export function removePending(state: string, id: string): void {
  const link = pendingLink(state);
  if (pendingFixIn(link) !== UNFINISHED + id) return;
  unlinkSync(link);
  syncFolder(state);
}

function pendingFixIn(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

/** Folders of fixes that were cut short before they had touched anything. */
async function removeLitter(state: string): Promise<void> {
  if (!existsSync(state)) return;
  for (const name of readdirSync(state)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const folder = join(state, name);
    const manifest = manifestIn(folder);
    const isInUse = manifest === undefined ? isYoung(folder) : await isAtWork(manifest);
    if (!isInUse) removeFolder(folder);
  }
}

/** Undefined where it was not written to its end. */
function manifestIn(folder: string): Manifest | undefined {
  try {
    return readManifest(folder);
  } catch {
    return undefined;
  }
}

function isYoung(folder: string): boolean {
  const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < LONGEST_FIX_MS;
}

async function isAtWork({ owner, begun }: Manifest): Promise<boolean> {
  if (owner.namespace === (await processNamespace())) return isAlive(owner);
  return Date.now() - Date.parse(begun) < LONGEST_FIX_MS;
}
