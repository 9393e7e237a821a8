import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';

const PREFIX = '.fetch-';
/** A fetch takes seconds, its downloads at most ten minutes each: after this it was killed. */
const ABANDONED_AFTER_MS = 60 * 60_000;

/**
 * Does work in a folder of its own inside `parent`, which is made where it is missing, and removes
 * that folder whatever happens. It is on the same file system, so that a result can be renamed into
 * place. Folders that killed fetches left behind are removed too.
 */
export async function withFetchFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await makeFolders(parent);
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Unlike mkdir's own `recursive`, which on a read-only file system says that the folder is missing. */
async function makeFolders(folder: string): Promise<void> {
  const error = await mkdirOnce(folder);
  if (error === undefined) return;
  if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
  await makeFolders(dirname(folder));
  const again = await mkdirOnce(folder);
  if (again !== undefined) throw again;
}

async function mkdirOnce(folder: string): Promise<unknown> {
  return mkdir(folder).catch((error: unknown) =>
    errorCode(error) === 'EEXIST' ? undefined : error,
  );
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = join(parent, name);
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
}
