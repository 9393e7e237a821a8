import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, runCommand } from './run-command.ts';

/** What is unpacked, where, and by which `dpkg`. */
export interface Unpacking {
  readonly dpkg: string;
  /** Folder that holds the `.deb` files. */
  readonly downloads: string;
  /** Folder that becomes the copy's `/`. */
  readonly root: string;
  readonly environment: Environment;
  readonly signal?: AbortSignal | undefined;
}

/** Unpacks every package of a folder. Their scripts are not run. */
export async function unpackPackages(unpacking: Unpacking): Promise<void> {
  const { dpkg, downloads, root, environment, signal } = unpacking;
  await mkdir(root, { recursive: true });
  const files = (await readdir(downloads)).filter((name) => name.endsWith('.deb')).sort();
  if (files.length === 0) throw new Error('apt-get download left no package behind');
  for (const file of files) {
    const options = { environment: { ...environment, LC_ALL: 'C' }, signal };
    const { status, stderr } = await runCommand([dpkg, '-x', join(downloads, file), root], options);
    if (status !== 0) throw new Error(`dpkg could not unpack ${file}: ${stderr.trim()}`);
  }
}
