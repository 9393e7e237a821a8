import { accessSync, constants, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorCode } from '../../nginx/process/error-code.ts';
import type { Ownership } from './durable.ts';

/** A file that is to get another text. */
export interface WantedText {
  /** As nginx opens it; where it is a symbolic link, what it leads to is written. */
  readonly path: string;
  /** What was read, and must still stand there. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** The same, found on the disk. */
export interface Target extends Ownership {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Tell whether it is still the file that was looked at. */
  readonly inode: number;
  readonly device: number;
}

/** A file cannot be changed as it would have to be; nothing was. */
export class FixWriteError extends Error {
  override readonly name = 'FixWriteError';
}

/**
 * Finds the files, and everything that stands in the way of changing them, before anything is changed.
 * Several names of one file are one target. Throws `FixWriteError`.
 */
export function findTargets(texts: readonly WantedText[]): Target[] {
  const targets = new Map<string, Target>();
  for (const text of texts) {
    const target = findTarget(text);
    const same = targets.get(target.path);
    if (same !== undefined && Buffer.compare(same.after, target.after) !== 0) {
      throw new FixWriteError(
        `${text.path} is ${target.path} by another name, and the two would get different texts. ${UNCHANGED}`,
      );
    }
    targets.set(target.path, target);
  }
  return [...targets.values()];
}

/** The end of every sentence that says no. */
export const UNCHANGED = 'Nothing was changed.';

/** Fails where the file is not, byte for byte, what it was when it was found. */
export function requireUnchanged({ path, before, inode, device }: Target): void {
  const stats = statOf(path, path);
  const isSame = stats.ino === inode && stats.dev === device;
  if (isSame && Buffer.compare(readOf(path), before) === 0) return;
  throw new FixWriteError(
    `${path} was changed by somebody else in the meantime. ${UNCHANGED} Run it again.`,
  );
}

export function ownershipAt(path: string): Ownership {
  const { mode, uid, gid } = statSync(path);
  return { mode: mode & PERMISSIONS, uid, gid };
}

const PERMISSIONS = 0o7777;
const ANY_WRITE = 0o222;

function findTarget({ path: written, before, after }: WantedText): Target {
  const path = realPathOf(written);
  const stats = statOf(path, written);
  const refuse = (why: string): never => {
    throw new FixWriteError(`${written} ${why}. ${UNCHANGED}`);
  };
  if (!stats.isFile()) refuse('is no ordinary file');
  if (stats.nlink > 1) {
    refuse(
      `has ${stats.nlink} names (hard links), and the others would keep the old text: ` +
        'make it a file of its own first (cp -p FILE FILE.new && mv FILE.new FILE)',
    );
  }
  if ((stats.mode & ANY_WRITE) === 0) refuse('is marked read-only (chmod u+w lets it be changed)');
  requireAccess(path, constants.W_OK, `${written} may not be written by this user`);
  const folder = dirname(path);
  requireAccess(
    folder,
    constants.W_OK | constants.X_OK,
    `${folder} may not be written by this user, and ${written} is replaced there in one step`,
  );
  if (Buffer.compare(readOf(path), before) !== 0) {
    refuse('was changed by somebody else since it was read: run it again');
  }
  const { mode, uid, gid, ino, dev } = stats;
  return {
    ...{ path, before, after, uid, gid },
    mode: mode & PERMISSIONS,
    inode: ino,
    device: dev,
  };
}

function realPathOf(path: string): string {
  try {
    return realpathSync.native(resolve(path));
  } catch (error) {
    throw new FixWriteError(`${path} cannot be found (${codeOf(error)}). ${UNCHANGED}`);
  }
}

function statOf(path: string, name: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new FixWriteError(`${name} cannot be looked at (${codeOf(error)}). ${UNCHANGED}`);
  }
}

function readOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FixWriteError(`${path} cannot be read (${codeOf(error)}). ${UNCHANGED}`);
  }
}

function requireAccess(path: string, mode: number, why: string): void {
  try {
    accessSync(path, mode);
  } catch (error) {
    throw new FixWriteError(`${why} (${codeOf(error)}). ${UNCHANGED}`);
  }
}

export function codeOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.message : String(error));
}
