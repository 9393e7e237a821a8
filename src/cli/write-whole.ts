import { link, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all. Fails where one is there already, unless it is to be replaced. */
export async function writeWhole(file: string, text: string, replace: boolean): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    // A hard link, unlike a rename, fails where the name is taken.
    await (replace ? rename(beside, file) : link(beside, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Error(`${file} exists; it is replaced only with --force.`);
    throw new Error(`${file} cannot be written (${code}).`);
  } finally {
    await rm(beside, { force: true });
  }
}
