import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

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

/** Makes the folders of a prefix, and the prefix itself where it is missing. */
export async function preparePrefix(prefix: string): Promise<void> {
  await mkdir(prefix, { recursive: true });
  for (const [name, mode] of FOLDERS) {
    const folder = join(prefix, name);
    await mkdir(folder, { recursive: true });
    // The mode given to mkdir would be cut by our umask.
    await chmod(folder, mode);
  }
}

/**
 * Removes what an nginx that did not end by itself left in its prefix: the pid file, which would
 * make us take a new nginx for started, and sockets, to which a new one could not bind.
 */
export async function removeLeftovers(prefix: string): Promise<void> {
  await rm(prefixPaths(prefix).pidFile, { force: true });
  for (const folder of [prefix, join(prefix, 'private')]) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((entry) => entry.endsWith('.sock'))) {
      const file = join(folder, name);
      if ((await lstat(file)).isSocket()) await rm(file, { force: true });
    }
  }
}
