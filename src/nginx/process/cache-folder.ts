import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { errorCode } from './error-code.ts';
import type { Environment } from './run-command.ts';

/**
 * Where we keep what can be had again: `$XDG_CACHE_HOME/fairlead`, or `~/.cache/fairlead`. A
 * relative `XDG_CACHE_HOME` is ignored, as the XDG Base Directory Specification asks.
 */
export function cacheFolder(environment: Environment): string {
  const { XDG_CACHE_HOME = '', HOME } = environment;
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'fairlead');
  return join(HOME || homedir(), '.cache', 'fairlead');
}

const REASONS: Readonly<Record<string, string>> = {
  EROFS: 'it is on a read-only file system',
  EACCES: 'we have no permission to write there',
  EPERM: 'we have no permission to write there',
  ENOSPC: 'no space is left on its device',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a part of its path is a file, not a folder',
};

/** The cache folder cannot be used. */
export class CacheFolderError extends Error {
  override readonly name: string = 'CacheFolderError';
  readonly folder: string;
  /** The system's code: `EROFS`, `EACCES`, `EPERM`, `ENOSPC`, `EDQUOT`, `ENOTDIR`, `EEXIST`. */
  readonly code: string;

  constructor(folder: string, code: string) {
    super(
      `The cache folder ${folder} cannot be written: ${REASONS[code] ?? 'the system refused'} (${code}). ` +
        'Make room there, or set XDG_CACHE_HOME to a folder that can be written.',
    );
    this.folder = folder;
    this.code = code;
  }
}

/** Explains a failure as one of the cache folder where it is one; any other error is kept as it is. */
export function explainCacheError(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = errorCode(error) ?? '';
  const isOfFile = 'syscall' in error && !String(error.syscall).startsWith('spawn');
  if (isOfFile && code in REASONS) return new CacheFolderError(folder, code);
  // Programs that we start say it in words.
  const text = error.message;
  if (/No space left on device|enough free space/.test(text)) {
    return new CacheFolderError(folder, 'ENOSPC');
  }
  return error;
}
