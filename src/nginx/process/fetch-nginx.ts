import { access, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AptArchive, findAptArchive } from './apt-archive.ts';
import { type AptSession, openAptSession } from './apt-session.ts';
import type { NginxBinary } from './binary.ts';
import { cacheFolder, explainCacheError } from './cache-folder.ts';
import { errorCode } from './error-code.ts';
import { withFetchFolder } from './fetch-folder.ts';
import {
  MODULES_MARK,
  managedFolder,
  managedVersions,
  openManagedCopy,
  suiteMark,
} from './managed-copies.ts';
import { readOsRelease } from './os-release.ts';
import {
  holderOfNginx,
  librariesOf,
  MODULE_PACKAGES,
  modulesOf,
  NGINX_PACKAGES,
  type PackageEntry,
  parsePackages,
  upstreamVersion,
} from './package-choice.ts';
import type { Environment } from './run-command.ts';
import { isSuiteName, knownSuites, suitesFor } from './suites.ts';
import { unpackPackages } from './unpack-packages.ts';
import { isVersion } from './version-order.ts';

/** What is fetched. */
export interface FetchOptions {
  /** A version such as `1.26.3` or a suite such as `trixie`; this system's own suite if left out. */
  readonly wanted?: string | undefined;
  readonly environment: Environment;
  /** Told, in a few words, what is being done. */
  readonly onProgress?: (line: string) => void;
  /** Gives up; what was downloaded so far is removed. */
  readonly signal?: AbortSignal;
}

/**
 * Puts a copy of one of the distribution's own nginx packages, with the libraries that it needs and
 * nginx's own modules that come as packages (`MODULE_PACKAGES`), into
 * `$XDG_CACHE_HOME/fairlead/nginx/VERSION/`, without root. A copy that is already there is returned
 * as it is; one that was fetched before we fetched modules is replaced, or returned where that
 * fails. A failed fetch leaves nothing behind, and fetches at the same time do not disturb each
 * other. Fails with a `CacheFolderError` where the cache cannot be written, and with a sentence on
 * how to install nginx where there is no apt.
 */
export async function fetchNginx(options: FetchOptions): Promise<NginxBinary> {
  const { wanted, environment, signal, onProgress = () => {} } = options;
  if (wanted === undefined) {
    const { ownSuite } = await findAptArchive(environment, await readOsRelease());
    return fetchNginx({ ...options, wanted: ownSuite });
  }
  if (!isVersion(wanted) && !isSuiteName(wanted)) {
    throw new Error(
      `"${wanted}" is neither a version such as 1.26.3 nor a suite such as ${knownSuites('debian').join(', ')}.`,
    );
  }
  const copy = await findManaged(wanted, environment);
  if (copy !== undefined && (await isComplete(copy))) return openManagedCopy(copy);
  try {
    return await fetchWanted(wanted, options);
  } catch (error) {
    if (copy === undefined || signal?.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    onProgress(`the copy in ${copy} stays without modules: ${reason}`);
    return openManagedCopy(copy);
  }
}

/** The folder of the newest copy of this version or suite. */
async function findManaged(wanted: string, environment: Environment): Promise<string | undefined> {
  for (const version of await managedVersions(environment)) {
    const folder = join(managedFolder(environment), version);
    if (version === wanted || (await exists(join(folder, suiteMark(wanted))))) return folder;
  }
  return undefined;
}

async function isComplete(copy: string): Promise<boolean> {
  return exists(join(copy, MODULES_MARK));
}

async function fetchWanted(wanted: string, options: FetchOptions): Promise<NginxBinary> {
  const { environment } = options;
  const archive = await findAptArchive(environment, await readOsRelease());
  try {
    return await fetchFrom(archive, wanted, options);
  } catch (error) {
    throw explainCacheError(cacheFolder(environment), error);
  }
}

/** A suite gives the wanted nginx, or one hears what it has instead. */
type SuiteAnswer = { readonly nginx: NginxBinary } | { readonly instead: string };

async function fetchFrom(
  archive: AptArchive,
  wanted: string,
  options: FetchOptions,
): Promise<NginxBinary> {
  const suites = isVersion(wanted) ? suitesFor(archive.family, wanted, archive.ownSuite) : [wanted];
  const instead: string[] = [];
  for (const suite of suites) {
    const answer = await fetchFromSuite(archive, suite, options);
    if ('nginx' in answer) return answer.nginx;
    instead.push(`${suite} (${answer.instead})`);
  }
  throw new Error(
    `nginx ${wanted} cannot be had from this system's package archive; looked at ${instead.join(', ')}.`,
  );
}

async function fetchFromSuite(
  archive: AptArchive,
  suite: string,
  { wanted, environment, signal, onProgress = () => {} }: FetchOptions,
): Promise<SuiteAnswer> {
  return withFetchFolder(managedFolder(environment), async (folder) => {
    onProgress(`reading the package lists of ${suite}`);
    const apt = await openAptSession({ folder, archive, suite, environment, signal });
    const problem = await apt.update();
    if (problem !== undefined) return { instead: problem };
    const entries = parsePackages(await apt.show([...NGINX_PACKAGES, ...MODULE_PACKAGES]));
    const holder = holderOfNginx(entries);
    const version = upstreamVersion(holder?.version ?? '');
    if (!holder || version === undefined) return { instead: 'no nginx' };
    if (wanted !== undefined && isVersion(wanted) && wanted !== version) {
      return { instead: version };
    }
    const copy = join(managedFolder(environment), version);
    if (!(await isComplete(copy))) {
      const packages = [holder, ...modulesOf(holder, entries)];
      const downloads = await download(apt, packages, version, onProgress);
      const unpacked = join(folder, 'copy');
      const { dpkg } = archive.programs;
      await unpackPackages({ dpkg, downloads, root: join(unpacked, 'root'), environment, signal });
      await mustRun(unpacked, version);
      await writeFile(join(unpacked, MODULES_MARK), '');
      await moveIntoPlace(unpacked, copy, join(folder, 'replaced'));
    }
    await writeFile(join(copy, suiteMark(suite)), '');
    onProgress(`nginx ${version} is in ${copy}`);
    return { nginx: await openManagedCopy(copy) };
  });
}

async function download(
  apt: AptSession,
  packages: readonly PackageEntry[],
  version: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const libraries = await librariesOf(packages, apt.show);
  const names = [...packages.map(({ name }) => name), ...libraries];
  onProgress(`downloading nginx ${version} (${names.join(', ')})`);
  return apt.download(names);
}

async function mustRun(unpacked: string, version: string): Promise<void> {
  const nginx = await openManagedCopy(unpacked);
  if (nginx.version === version) return;
  throw new Error(`The unpacked nginx says it is ${nginx.version}, its package says ${version}`);
}

async function moveIntoPlace(unpacked: string, copy: string, replaced: string): Promise<void> {
  if ((await renameUnlessTaken(unpacked, copy)) || (await isComplete(copy))) return;
  // What runs from a copy without modules keeps the files that it has open.
  await rename(copy, replaced);
  await renameUnlessTaken(unpacked, copy);
}

/** False where another fetch of the same version was faster; its copy is as good as ours. */
async function renameUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
