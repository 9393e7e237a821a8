import {
  chmod,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { RECORD_NAME, writeRunRecord } from './run-record.ts';

/** A folder for one nginx and all that goes with it. */
export interface Run {
  /** Short enough for unix sockets below it, whose path has to fit in 108 bytes. */
  readonly folder: string;
  /** Removes the folder. Stop what runs in it first. */
  remove(): Promise<void>;
}

/** Runs have names that begin so. */
export const RUN_PREFIX = 'run-';
/** What is about to become one: nobody misses it where it is swept away. */
export const UNNAMED_PREFIX = 'new-';

/**
 * Root's nginx has workers that run as another user and have to get through to their temporary
 * folders; nobody else's has. Nobody else may list or write it in either case.
 */
function ownMode(): number {
  return ownUid() === 0 ? 0o711 : 0o700;
}

function ownUid(): number {
  // Not os.userInfo(): that fails for a user without an entry in the passwd file.
  return process.getuid?.() ?? 0;
}

/** Where runs are: `fairlead-UID/` of the system's temporary folder. */
export function runsFolder(): string {
  return join(tmpdir(), `fairlead-${ownUid()}`);
}

/**
 * Makes the folder of a new run and records that it is ours, so that a later start can clean up
 * after us (`sweepRuns`). Fails where the folder of all runs belongs to somebody else.
 */
export async function createRun(parent: string = runsFolder()): Promise<Run> {
  await mkdir(parent, { mode: ownMode() }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  await mustBeOurs(parent);
  // Processes are known by their working folder, which the system tells without links.
  const folder = await makeRecorded(await realpath(parent));
  return {
    folder,
    remove: () => removeRun(folder),
  };
}

/** How often the folder may be swept away while it is made. */
const MOST_TRIES = 50;

/** A run has its name from when its record is whole: whoever is killed before leaves no run. */
async function makeRecorded(parent: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const unnamed = await mkdtemp(join(parent, UNNAMED_PREFIX));
    try {
      await writeRunRecord(unnamed);
      await chmod(unnamed, ownMode());
      const folder = join(parent, RUN_PREFIX + basename(unnamed).slice(UNNAMED_PREFIX.length));
      await rename(unnamed, folder);
      return folder;
    } catch (error) {
      await rm(unnamed, { recursive: true, force: true });
      const isSwept = errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTEMPTY';
      if (!isSwept || tries === MOST_TRIES) throw error;
    }
  }
}

/**
 * Removes the folder of a run. It is ours again first: while we remove what is in it, its user could
 * put a link in place of a folder, and lead us elsewhere.
 */
export async function removeRun(folder: string): Promise<void> {
  if (ownUid() === 0) await lchown(folder, 0, 0).catch(() => {});
  const options = { recursive: true, force: true, maxRetries: 3 };
  // The record goes last: who is killed meanwhile leaves a folder that is known to be ours.
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => name !== RECORD_NAME);
  await Promise.all(others.map((name) => rm(join(folder, name), options)));
  await rm(folder, options);
}

/** Anybody may make a folder of this name in /tmp before us; then it is not to be used. */
async function mustBeOurs(parent: string): Promise<void> {
  const uid = ownUid();
  const found = await lstat(parent);
  if (!found.isDirectory()) throw new Error(`${parent} should be a folder of ours, but is none`);
  if (found.uid !== uid) {
    throw new Error(`${parent} should belong to user ${uid}, but belongs to user ${found.uid}`);
  }
  await chmod(parent, ownMode());
}
