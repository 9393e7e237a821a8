import { constants } from 'node:fs';
import { lchown, lstat, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessUser } from './process-user.ts';
import { RECORD_NAME } from './run-record.ts';

/** Paths below a prefix that nginx and we agree on. */
export interface PrefixPaths {
  readonly configuration: string;
  /** The configuration has to say `pid nginx.pid;`. */
  readonly pidFile: string;
  /** The configuration has to say `error_log logs/error.log …;`. */
  readonly errorLog: string;
}

/** Where things are in a prefix. */
export function prefixPaths(prefix: string): PrefixPaths {
  return {
    configuration: join(prefix, 'nginx.conf'),
    pidFile: join(prefix, 'nginx.pid'),
    errorLog: join(prefix, 'logs', 'error.log'),
  };
}

/**
 * Folders that are made in a prefix. Workers of an nginx started as root run as another user: they
 * have to get through `temp/` to folders that nginx makes and gives them there, and may read
 * `logs/`. `private/` is for us and the master alone: keys and sockets.
 */
const FOLDERS: readonly (readonly [name: string, mode: number])[] = [
  ['logs', 0o755],
  ['temp', 0o711],
  ['private', 0o700],
];

/**
 * Makes the folders of a prefix, and the prefix itself where it is missing. With an owner all of it,
 * and all that is in it by now, becomes this user's, and nobody else can enter it. What is written
 * there later needs the owner named (`writeNewFile`).
 */
export async function preparePrefix(
  prefix: string,
  owner?: ProcessUser | undefined,
): Promise<void> {
  await mkdir(prefix, { recursive: true });
  for (const [name, mode] of FOLDERS) {
    const folder = join(prefix, name);
    await mkdir(folder, { recursive: true });
    await setAccess(folder, mode, owner);
  }
  if (!owner) return;
  // Once it is the user's, links to files of others may be in it.
  if ((await lstat(prefix)).uid !== owner.uid) await giveContents(prefix, owner);
  await setAccess(prefix, 0o700, owner);
}

async function giveContents(folder: string, owner: ProcessUser): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  // The record stays ours: another's would not be believed.
  for (const entry of entries.filter(({ name }) => name !== RECORD_NAME)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveContents(path, owner);
    await lchown(path, owner.uid, owner.gid);
  }
}

/** The mode given to mkdir would be cut by our umask. */
async function setAccess(
  folder: string,
  mode: number,
  owner: ProcessUser | undefined,
): Promise<void> {
  // In a folder of another user a link may lead to a folder that must stay as it is.
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  const handle = await open(folder, flags);
  try {
    if (owner) await handle.chown(owner.uid, owner.gid);
    await handle.chmod(mode);
  } finally {
    await handle.close();
  }
}

/**
 * Removes what an nginx that did not end by itself left in its prefix: the pid file, which would
 * make us take a new nginx for started, and sockets, to which a new one could not bind.
 */
export async function removeLeftovers(prefix: string): Promise<void> {
  await rm(prefixPaths(prefix).pidFile, { force: true });
  for (const folder of [prefix, join(prefix, 'private')]) {
    const isFolder = await lstat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const names = isFolder ? await readdir(folder) : [];
    for (const name of names.filter((entry) => entry.endsWith('.sock'))) {
      const file = join(folder, name);
      if ((await lstat(file)).isSocket()) await rm(file, { force: true });
    }
  }
}
