// Unpacked copies of a suite's fullest nginx with all module packages, apart from the copies that
// `fairlead nginx fetch` makes, which hold what a user would have.
import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findAptArchive } from '../../dist/nginx/process/apt-archive.js';
import { openAptSession } from '../../dist/nginx/process/apt-session.js';
import { cacheFolder, readOsRelease } from '../../dist/nginx/process/index.js';
import { librariesOf, parsePackages } from '../../dist/nginx/process/package-choice.js';
import { unpackPackages } from '../../dist/nginx/process/unpack-packages.js';

const run = promisify(execFile);

/** Up to bullseye nginx-extras is a program of its own, the fullest; later it only brings modules. */
const PROGRAMS = ['nginx-extras', 'nginx', 'nginx-core', 'nginx-light'];

/** Folder that is the copy's `/`. Made only where it is missing: remove it to fetch it again. */
export async function obtain(suite, say) {
  const parent = join(cacheFolder(process.env), 'measure');
  const root = join(parent, suite, 'root');
  if (await exists(root)) return root;
  const archive = await findAptArchive(process.env, await readOsRelease());
  const folder = join(parent, `.fetch-${suite}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    say(`${suite}: reading package lists`);
    const environment = process.env;
    const apt = await openAptSession({ folder, archive, suite, environment });
    const problem = await apt.update();
    if (problem !== undefined) throw new Error(`${suite}: ${problem}`);
    const names = await packagesOf(apt, archive, folder);
    say(`${suite}: downloading ${names.length} packages`);
    const downloads = await apt.download(names);
    const unpacked = join(folder, 'copy', 'root');
    await unpackPackages({ dpkg: archive.programs.dpkg, downloads, root: unpacked, environment });
    await mkdir(join(parent, suite), { recursive: true });
    await rename(unpacked, root);
    return root;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function packagesOf(apt, archive, folder) {
  const search = ['search', '--names-only', '^libnginx-mod-'];
  const { stdout } = await run(archive.programs.aptCache, [
    '-c',
    join(folder, 'apt.conf'),
    ...search,
  ]);
  const modules = stdout.match(/^libnginx-mod-\S+/gm).filter((name) => !name.endsWith('-dev'));
  const entries = parsePackages(await apt.show([...PROGRAMS, ...modules]));
  const program = PROGRAMS.map((name) => entries.find((entry) => entry.name === name)).find(
    (entry) => entry?.dependsOn.includes('libc6'),
  );
  const wanted = [program, ...entries.filter(({ name }) => modules.includes(name))];
  const dependsOn = [...new Set(wanted.flatMap((entry) => entry.dependsOn))];
  const libraries = await librariesOf({ dependsOn }, apt.show);
  // LuaJIT's library is filed under interpreters.
  const filedElsewhere = parsePackages(
    await apt.show(dependsOn.filter((name) => /^lib/.test(name))),
  );
  const all = [...wanted, ...filedElsewhere].map(({ name }) => name);
  return [...new Set([...all, ...libraries])];
}

/** How the copy's nginx is run: its own loader and libraries first. */
export async function commandOf(root) {
  const folders = [];
  let loader;
  for (const top of ['lib', 'usr/lib', 'lib64', 'usr/lib64']) {
    for (const folder of [join(root, top), ...(await subfolders(join(root, top)))]) {
      const names = await readdir(folder).catch(() => []);
      if (names.some((name) => name.includes('.so'))) folders.push(folder);
      const found = names.find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
      if (found && folder.includes('-linux-')) loader ??= join(folder, found);
    }
  }
  return [loader, '--library-path', folders.join(':'), join(root, 'usr/sbin/nginx')];
}

async function subfolders(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
