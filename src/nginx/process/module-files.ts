import { readdir } from 'node:fs/promises';

/** The dynamic modules in a folder, by file name; none where there is no such folder. */
export async function moduleFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.so')).sort();
}
