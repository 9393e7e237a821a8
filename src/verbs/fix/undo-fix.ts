import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from './durable.ts';
import { readManifest } from './manifest.ts';
import { recoverFix } from './pending-fix.ts';
import { codeOf, FixWriteError, UNCHANGED, type WantedText } from './targets.ts';
import { writeFiles } from './write-files.ts';

export interface Undone {
  /** The files that have their old text again. */
  readonly files: readonly string[];
  /** Where the texts are that they had until now: the way forth again. */
  readonly backup: string;
}

/**
 * Gives the files of a fix the texts that they had before, by the backup folder that it left. Fails,
 * and changes nothing, where one of them was changed since.
 */
export async function undoFix(backup: string): Promise<Undone> {
  const folder = realpathSync(backup);
  const { files, trial } = readManifest(folder);
  const configurationFolder = dirname(trial);
  await recoverFix(configurationFolder);
  const texts = files.map(({ path, copy, before, after }): WantedText => {
    const now = readNow(path);
    const old = readFileSync(join(folder, copy));
    if (digestOf(old) !== before) {
      throw new FixWriteError(
        `${join(folder, copy)} is not what it was when it was kept. ${UNCHANGED}`,
      );
    }
    if (digestOf(now) !== after) {
      throw new FixWriteError(
        `${path} was changed since that fix, or it is undone already. ${UNCHANGED} The text that it had before is ${join(folder, copy)}.`,
      );
    }
    return { path, before: now, after: old };
  });
  const written = await writeFiles(texts, { folder: configurationFolder });
  return { files: files.map(({ path }) => path), backup: written };
}

function readNow(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FixWriteError(`${path} cannot be read (${codeOf(error)}). ${UNCHANGED}`);
  }
}
