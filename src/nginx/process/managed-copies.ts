import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { inspectNginx, type NginxBinary, type NginxCommand } from './binary.ts';
import { cacheFolder } from './cache-folder.ts';
import { isExecutableFile } from './find-program.ts';
import { MODULE_PACKAGES } from './package-choice.ts';
import type { Environment } from './run-command.ts';
import { compareVersions, isVersion } from './version-order.ts';

/** Folder of the copies that we fetched: one folder each, named by version. */
export function managedFolder(environment: Environment): string {
  return join(cacheFolder(environment), 'nginx');
}

/** Versions of which there is a copy, newest first. */
export async function managedVersions(environment: Environment): Promise<string[]> {
  const names = await readdir(managedFolder(environment)).catch(() => []);
  return names.filter(isVersion).sort((a, b) => compareVersions(b, a));
}

/** The file that says from which suite a copy came; its name is all that it holds. */
export function suiteMark(suite: string): string {
  return `suite.${suite}`;
}

/**
 * The file that says with which modules a copy was fetched, also where its suite has none of them.
 * Copies that were fetched before we fetched these lack it.
 */
export const MODULES_MARK: string = MODULE_PACKAGES.map((name) =>
  name.replace('libnginx-mod-', 'module.'),
).join('.');

/** Inspects the copy in `VERSION/` of the managed folder. Fails, with the cure, where it does not run. */
export async function openManagedCopy(folder: string): Promise<NginxBinary> {
  try {
    return await inspectNginx(await managedCommand(join(folder, 'root')), 'managed');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The copy of nginx in ${folder} does not run: ${reason}. Remove that folder and fetch it again.`,
      { cause },
    );
  }
}

/** The folder that is the `/` of a managed copy. */
export function rootOfCopy({ executable }: NginxBinary): string {
  return resolve(dirname(executable), '../..');
}

/**
 * How an unpacked nginx runs beside other C libraries than its own: by the loader that was unpacked
 * with it, which looks for libraries in the copy first.
 */
export async function managedCommand(root: string): Promise<Required<NginxCommand>> {
  const executable = join(root, 'usr', 'sbin', 'nginx');
  if (!(await isExecutableFile(executable))) throw new Error(`There is no ${executable}`);
  const { loader, folders } = await findLibraries(await realpath(root));
  if (loader === undefined) throw new Error(`There is no ld-linux*.so.* under ${root}`);
  return { executable, root, command: [loader, '--library-path', folders.join(':'), executable] };
}

/** Where a copy has its libraries. */
interface Libraries {
  readonly loader: string | undefined;
  readonly folders: readonly string[];
}

/** Folders of libraries in a copy whose `/` is `root`, without links in it, and its loader. */
export async function findLibraries(root: string): Promise<Libraries> {
  // The second level is the architecture's, such as usr/lib/x86_64-linux-gnu.
  const tops = ['lib', 'usr/lib', 'lib64', 'usr/lib64'].map((name) => join(root, name));
  const below = await Promise.all(tops.map(subfolders));
  const folders: string[] = [];
  const loaders: string[] = [];
  for (const folder of [...tops, ...below.flat()]) {
    const names = await readdir(folder).catch(() => []);
    if (names.some((name) => name.includes('.so'))) folders.push(folder);
    loaders.push(...names.filter((name) => LOADER.test(name)).map((name) => join(folder, name)));
  }
  // Debian's /lib64 entry may be an absolute link, which leads to the loader of this system instead.
  const inside = await Promise.all(loaders.map((file) => leadsInside(root, file)));
  return { loader: loaders.find((_, i) => inside[i]), folders };
}

const LOADER = /^ld-linux.*\.so\.\d+$|^ld64\.so\.\d+$/;

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

async function leadsInside(root: string, file: string): Promise<boolean> {
  const target = await realpath(file).catch(() => '');
  return target.startsWith(root + sep);
}
