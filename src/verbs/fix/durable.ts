import { createHash } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../nginx/process/error-code.ts';

// Steps that last: when one of these has returned, a loss of power does not undo it.

/** Who may do what with a file, as `stat` tells it. */
export interface Ownership {
  /** Permission bits alone. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Makes a file that was not there; it is on the disk, whole, when this returns. */
export function makeFile(path: string, bytes: Uint8Array, like: Ownership): void {
  // Nobody else may look in before it has its owner.
  const file = openSync(path, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    const own = fstatSync(file);
    if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(file, like.uid, like.gid);
    fchmodSync(file, like.mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes what was renamed, made or removed in a folder last. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function syncFolders(paths: readonly string[]): void {
  for (const folder of new Set(paths.map(dirname))) syncFolder(folder);
}

/** Removes a file that may be gone already. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest of a file; undefined where there is none. */
export function digestAt(path: string): string | undefined {
  try {
    return digestOf(readFileSync(path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
