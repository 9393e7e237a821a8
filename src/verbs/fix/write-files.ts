import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorCode } from '../../nginx/process/error-code.ts';
import { processNamespace, processStart } from '../../nginx/process/process-table.ts';
import {
  digestAt,
  digestOf,
  makeFile,
  type Ownership,
  removeFolder,
  syncFolder,
  syncFolders,
} from './durable.ts';
import { keptPath, MANIFEST, type Manifest, stagedPath } from './manifest.ts';
import {
  backupFolder,
  clearAway,
  endUndone,
  pendingLink,
  removePending,
  rollBack,
  stateFolder,
  unfinishedFolder,
} from './pending-fix.ts';
import {
  codeOf,
  FixWriteError,
  findTargets,
  requireUnchanged,
  type Target,
  UNCHANGED,
  type WantedText,
} from './targets.ts';

export interface WriteOptions {
  /** The folder of the configuration's main file, without symbolic links; ours is made in it. */
  readonly folder: string;
  /**
   * Says in time why the texts must not be written; `trial` is a path in that folder that it may
   * use, and `room` a folder that is removed afterwards.
   */
  readonly test?: (places: {
    readonly trial: string;
    readonly room: string;
  }) => Promise<string | undefined>;
}

/**
 * Writes all texts or none. Each file is at every moment the old or the new one, whole: the new one is
 * written beside it, brought to the disk, and renamed. Permissions, owners and symbolic links stay.
 * What is cut short is undone by the next run; see pending-fix.ts. Answers with the folder that holds
 * the old texts. Throws `FixWriteError`, and then nothing was changed.
 */
export async function writeFiles(
  texts: readonly WantedText[],
  { folder, test }: WriteOptions,
): Promise<string> {
  const targets = findTargets(texts);
  const state = stateFolder(folder);
  const manifest = await newManifest(targets, folder);
  const copies = unfinishedFolder(state, manifest.id);
  try {
    makeCopies(state, copies, manifest, targets);
    takeLock(state, copies);
  } catch (error) {
    removePending(state, manifest.id);
    removeFolder(copies);
    throw explained(error, folder);
  }
  try {
    const why = await test?.({ trial: manifest.trial, room: join(copies, 'trial') });
    if (why !== undefined) throw new FixWriteError(why);
    for (const target of targets) stage(manifest, target);
    syncFolders(targets.map(({ path }) => path));
    for (const target of targets) replace(manifest, target);
    syncFolders(targets.map(({ path }) => path));
  } catch (error) {
    throw takenBack(error, state, manifest, folder);
  }
  return finish(state, manifest);
}

/** From the moment of the rename on the fix is done; the rest is tidying up. */
function finish(state: string, manifest: Manifest): string {
  const backup = backupFolder(state, manifest.id);
  removeFolder(join(unfinishedFolder(state, manifest.id), 'trial'));
  renameSync(unfinishedFolder(state, manifest.id), backup);
  syncFolder(state);
  clearAway(manifest);
  removePending(state, manifest.id);
  return backup;
}

function takenBack(error: unknown, state: string, manifest: Manifest, folder: string): Error {
  const left = rollBack(manifest, unfinishedFolder(state, manifest.id));
  const backup = endUndone(state, manifest, left);
  const reason = explained(error, folder);
  if (backup === undefined) return reason;
  return new FixWriteError(
    `${reason.message} But ${left.join(', ')} was changed by somebody else while this ran and is left as it is; ` +
      `the text that was there before is in ${backup}.`,
  );
}

async function newManifest(targets: readonly Target[], folder: string): Promise<Manifest> {
  const begun = new Date().toISOString();
  const id = `${begun.replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
  const start = (await processStart(process.pid)) ?? '';
  return {
    format: 1,
    id,
    begun,
    owner: { pid: process.pid, start, namespace: await processNamespace() },
    files: targets.map(({ path, before, after }, index) => ({
      path,
      copy: `${index + 1}-${basename(path)}`,
      before: digestOf(before),
      after: digestOf(after),
    })),
    trial: join(folder, `.fairlead-${id}-trial`),
  };
}

/** For nobody else's eyes: configurations may hold passwords. */
const PRIVATE = 0o700;

function makeCopies(
  state: string,
  copies: string,
  manifest: Manifest,
  targets: readonly Target[],
): void {
  makeStateFolder(state);
  mkdirSync(copies, { mode: PRIVATE });
  // First, so that whoever finds the folder knows whose it is.
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  makeFile(join(copies, MANIFEST), Buffer.from(text), ownFile());
  for (const [index, target] of targets.entries()) {
    const copy = manifest.files[index]?.copy ?? '';
    makeFile(join(copies, copy), target.before, ownFile());
  }
  syncFolder(copies);
  syncFolder(state);
}

function makeStateFolder(state: string): void {
  try {
    mkdirSync(state, { mode: PRIVATE });
    // So that nobody commits old configurations by mistake.
    writeFileSync(join(state, '.gitignore'), '*\n');
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function ownFile(): Ownership {
  return { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/** A link is made in one step, and only where there is none. */
function takeLock(state: string, copies: string): void {
  try {
    symlinkSync(basename(copies), pendingLink(state));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new FixWriteError(
      `Another fix of this configuration is under way, or was cut short just now (${pendingLink(state)}). ${UNCHANGED} Run it again.`,
    );
  }
  syncFolder(state);
}

/** Whatever can fail for want of room or permission fails here, where nothing is changed yet. */
function stage(manifest: Manifest, target: Target): void {
  const { path, before, after } = target;
  makeFile(stagedPath(manifest, path), after, target);
  try {
    linkSync(path, keptPath(manifest, path));
  } catch {
    // Not every file system has hard links, and not every user may make them.
    makeFile(keptPath(manifest, path), before, target);
  }
}

function replace(manifest: Manifest, target: Target): void {
  const { path, before } = target;
  requireUnchanged(target);
  renameSync(stagedPath(manifest, path), path);
  // Whoever wrote into the old file between the two steps has written into what is kept.
  const kept = keptPath(manifest, path);
  if (digestAt(kept) === digestOf(before)) return;
  renameSync(kept, path);
  requireUnchanged(target);
}

function explained(error: unknown, folder: string): Error {
  if (error instanceof FixWriteError) return error;
  const code = codeOf(error);
  const { path = folder } = error as NodeJS.ErrnoException;
  return new FixWriteError(
    `${REASONS[code] ?? 'A file could not be written'} (${code}: ${path}). ${UNCHANGED}`,
  );
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: "The user's share of the disk is used up",
  EROFS: 'The file system is read-only',
  EACCES: 'This user may not write there',
  EPERM: 'This user may not give the new file the owner of the old one, or the file is locked',
  EBUSY: 'The file is mounted by itself, as containers do, and cannot be replaced in one step',
};
