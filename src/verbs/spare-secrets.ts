import { realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FilePort } from '../nginx/syntax/index.ts';

/** For everybody: to read a file, to go through a folder. */
const READ = 0o004;
const ENTER = 0o001;

/**
 * The disk, without the secrets that lie outside a configuration's folder: a stranger's `include` of a
 * key would have it copied, and quoted as the mistake that it is to nginx. Inside the folder all is the
 * configuration; outside, what everybody may read is no secret. A folder that the configuration itself
 * lies in hides nothing from it.
 */
export function spareSecrets(disk: FilePort, mainFile: string): FilePort {
  const folder = realPathOf(dirname(mainFile));
  return {
    ...disk,
    read: (path, maxBytes) => {
      if (path === mainFile || !isSecret(path, folder)) return disk.read(path, maxBytes);
      const why =
        "it lies outside the configuration's folder and not everybody may read it, so it is left alone";
      return { fault: 'unreadable', why };
    },
  };
}

function isSecret(path: string, folder: string): boolean {
  const real = realPathOf(path);
  const steps = relative(folder, real).split(sep);
  if (steps[0] !== '..') return false;
  const up = steps.filter((step) => step === '..');
  const shared = join(folder, ...up);
  const below = steps.slice(up.length);
  return below.some((_, at) => {
    const isFile = at === below.length - 1;
    return !isOpen(join(shared, ...below.slice(0, at + 1)), isFile ? READ : ENTER);
  });
}

function isOpen(path: string, mode: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  // What is not there is for the disk to say.
  return stats === undefined || (stats.mode & mode) !== 0;
}

function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
