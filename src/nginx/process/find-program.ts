import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Environment } from './run-command.ts';

/** Every executable file of that name in the folders of `PATH`, in their order. */
export async function findPrograms(name: string, environment: Environment): Promise<string[]> {
  const { PATH = '' } = environment;
  const folders = PATH.split(delimiter).filter(isAbsolute);
  const files = [...new Set(folders)].map((folder) => join(folder, name));
  const usable = await Promise.all(files.map(isExecutableFile));
  return files.filter((_, i) => usable[i]);
}

/** The program that a shell would run for this name; undefined where `PATH` has none. */
export async function findProgram(
  name: string,
  environment: Environment,
): Promise<string | undefined> {
  const [first] = await findPrograms(name, environment);
  return first;
}

/** Whether a path is a file that we may execute. */
export async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
