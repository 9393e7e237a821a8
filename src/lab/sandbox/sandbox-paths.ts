import { posix } from 'node:path';

/** The folders of a sandbox, below its prefix. */
export interface SandboxPaths {
  readonly prefix: string;
  /** Stands for the root of the user's disk. */
  readonly disk: string;
  /** Is never there. */
  readonly nowhere: string;
  readonly logs: string;
  readonly temporary: string;
  readonly caches: string;
  readonly private: string;
}

/** Where things are in a sandbox. */
export function sandboxPaths(prefix: string): SandboxPaths {
  return {
    prefix,
    disk: `${prefix}/disk`,
    nowhere: `${prefix}/nowhere`,
    logs: `${prefix}/logs`,
    temporary: `${prefix}/temp`,
    caches: `${prefix}/temp/caches`,
    private: `${prefix}/private`,
  };
}

/**
 * A path of the user's disk without steps: it cannot lead out of what stands for that disk, as `..` ends
 * at its root.
 */
export function onUserDisk(path: string, folder = '/'): string {
  // What ends in a slash is another thing to `alias`.
  const end = path.endsWith('/') && path !== '/' ? '/' : '';
  return `${posix.resolve('/', folder, path)}${end}`;
}

/** What nginx reads back as it is, without quotes and in whatever encoding. */
const PLAIN = /^[\w./+@:,=~-]+$/;

/** Fails for a folder whose path would have to be written in more than one way. */
export function mustBePlain(prefix: string): void {
  if (PLAIN.test(prefix)) return;
  throw new Error(
    `The sandbox would be in ${prefix}, whose path has other characters than letters, digits and a few signs. Set TMPDIR to a folder with a plain path.`,
  );
}
