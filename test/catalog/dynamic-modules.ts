import { access, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { findAptArchive } from '../../src/nginx/process/apt-archive.ts';
import { openAptSession } from '../../src/nginx/process/apt-session.ts';
import { withFetchFolder } from '../../src/nginx/process/fetch-folder.ts';
import { cacheFolder, readOsRelease } from '../../src/nginx/process/index.ts';
import { parsePackages, upstreamVersion } from '../../src/nginx/process/package-choice.ts';
import { suitesFor } from '../../src/nginx/process/suites.ts';
import { unpackPackages } from '../../src/nginx/process/unpack-packages.ts';

/** Small packages that need no library beyond nginx's own: two of nginx, two of third parties. */
const PACKAGES: readonly string[] = [
  'libnginx-mod-stream',
  'libnginx-mod-mail',
  'libnginx-mod-http-echo',
  'libnginx-mod-http-headers-more-filter',
];

/** The distribution's dynamic modules for an nginx version, by absolute path; fetched once. */
export async function dynamicModules(version: string): Promise<string[]> {
  const environment = process.env;
  const parent = join(cacheFolder(environment), 'test-modules');
  const folder = join(parent, version);
  if (!(await exists(folder)))
    await withFetchFolder(parent, (work) => fetchModules(version, work, folder));
  const modules = join(folder, 'usr/lib/nginx/modules');
  return (await readdir(modules)).sort().map((file) => join(modules, file));
}

async function fetchModules(version: string, work: string, folder: string): Promise<void> {
  const environment = process.env;
  const archive = await findAptArchive(environment, await readOsRelease());
  const [suite = ''] = suitesFor(archive.family, version, archive.ownSuite);
  const apt = await openAptSession({ folder: work, archive, suite, environment });
  const problem = await apt.update();
  if (problem !== undefined) throw new Error(problem);
  const [stream] = parsePackages(await apt.show(PACKAGES.slice(0, 1)));
  const found = upstreamVersion(stream?.version ?? '') ?? 'no modules';
  if (found !== version) throw new Error(`${suite} has ${found}, not ${version}.`);
  const downloads = await apt.download(PACKAGES);
  const root = join(work, 'unpacked');
  await unpackPackages({ dpkg: archive.programs.dpkg, downloads, root, environment });
  await rename(root, folder);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
