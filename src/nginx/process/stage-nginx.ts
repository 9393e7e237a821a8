import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { NginxBinary } from './binary.ts';
import { findLibraries, managedCommand, rootOfCopy } from './managed-copies.ts';
import { moduleFiles } from './module-files.ts';

/**
 * Copies an nginx with its modules, and with its loader and libraries where it is a managed copy, so
 * that every user can execute it who can enter `parent`. Copies, not hard links: those would share
 * owner and mode with the original. It is some 15 MB, and takes some 15 ms.
 */
export async function stageNginx(nginx: NginxBinary, parent: string): Promise<NginxBinary> {
  const folder = await mkdtemp(join(parent, 'nginx-'));
  await chmod(folder, 0o755);
  return nginx.origin === 'managed' ? stageCopy(nginx, folder) : stageProgram(nginx, folder);
}

async function stageCopy(nginx: NginxBinary, folder: string): Promise<NginxBinary> {
  const root = await realpath(rootOfCopy(nginx));
  const { folders } = await findLibraries(root);
  const program = join(root, 'usr', 'sbin');
  const modules = nginx.modulesFolder === undefined ? [] : [await realpath(nginx.modulesFolder)];
  for (const from of [...folders, program, ...modules]) {
    const to = join(folder, relative(root, from));
    await makeFolders(folder, to);
    await copyFiles(from, to);
  }
  const { executable, command } = await managedCommand(folder);
  const [modulesFolder] = modules.map((path) => join(folder, relative(root, path)));
  return { ...nginx, executable, command, modulesFolder };
}

async function stageProgram(nginx: NginxBinary, folder: string): Promise<NginxBinary> {
  const executable = join(folder, basename(nginx.executable));
  await copyForAll(nginx.executable, executable);
  const staged = { ...nginx, executable, command: [executable] };
  const { modulesFolder: from } = nginx;
  if (from === undefined) return staged;
  const modulesFolder = join(folder, 'modules');
  await makeFolders(folder, modulesFolder);
  const files = await moduleFiles(from);
  await Promise.all(files.map((file) => copyForAll(join(from, file), join(modulesFolder, file))));
  return { ...staged, modulesFolder };
}

/** Folders down to `to`, which is below `base`, open to everybody whatever our umask is. */
async function makeFolders(base: string, to: string): Promise<void> {
  if (to === base) return;
  await makeFolders(base, dirname(to));
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
}

/** Copies the files of a folder, not what is below its folders. */
async function copyFiles(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
      if (entry.isFile()) await copyForAll(source, target);
    }),
  );
}

async function copyForAll(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o755);
}
