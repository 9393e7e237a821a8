import { access, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AptArchive, findAptArchive } from './apt-archive.ts';
import { type AptSession, openAptSession } from './apt-session.ts';
import type { NginxBinary } from './binary.ts';
import { cacheFolder, explainCacheError } from './cache-folder.ts';
import { errorCode } from './error-code.ts';
import { withFetchFolder } from './fetch-folder.ts';
import { managedFolder, managedVersions, openManagedCopy, suiteMark } from './managed-copies.ts';
import { readOsRelease } from './os-release.ts';
import {
  holderOfNginx,
  librariesOf,
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
 * Puts a copy of one of the distribution's own nginx packages, with the libraries that it needs,
 * into `$XDG_CACHE_HOME/fairlead/nginx/VERSION/`, without root. A copy that is already there is
 * returned as it is. A failed fetch leaves nothing behind, and fetches at the same time do not
 * disturb each other. Fails with a `CacheFolderError` where the cache cannot be written, and with a
 * sentence on how to install nginx where there is no apt.
 */
export async function fetchNginx(options: FetchOptions): Promise<NginxBinary> {
  const { wanted, environment } = options;
  if (wanted !== undefined && !isVersion(wanted) && !isSuiteName(wanted)) {
    throw new Error(
      `"${wanted}" is neither a version such as 1.26.3 nor a suite such as ${knownSuites('debian').join(', ')}.`,
    );
  }
  if (wanted !== undefined) {
    const copy = await findManaged(wanted, environment);
    if (copy) return copy;
  }
  const archive = await findAptArchive(environment, await readOsRelease());
  if (wanted === undefined) {
    const copy = await findManaged(archive.ownSuite, environment);
    if (copy) return copy;
  }
  try {
    return await fetchFrom(archive, options);
  } catch (error) {
    throw explainCacheError(cacheFolder(environment), error);
  }
}

async function findManaged(
  wanted: string,
  environment: Environment,
): Promise<NginxBinary | undefined> {
  for (const version of await managedVersions(environment)) {
    const folder = join(managedFolder(environment), version);
    const fits = version === wanted || (await exists(join(folder, suiteMark(wanted))));
    if (fits) return openManagedCopy(folder);
  }
  return undefined;
}

/** A suite gives the wanted nginx, or one hears what it has instead. */
type SuiteAnswer = { readonly nginx: NginxBinary } | { readonly instead: string };

async function fetchFrom(archive: AptArchive, options: FetchOptions): Promise<NginxBinary> {
  const { wanted = archive.ownSuite } = options;
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
    const holder = holderOfNginx(parsePackages(await apt.show(NGINX_PACKAGES)));
    const version = upstreamVersion(holder?.version ?? '');
    if (!holder || version === undefined) return { instead: 'no nginx' };
    if (wanted !== undefined && isVersion(wanted) && wanted !== version) {
      return { instead: version };
    }
    const copy = join(managedFolder(environment), version);
    if (!(await exists(copy))) {
      const downloads = await download(apt, holder, version, onProgress);
      const unpacked = join(folder, 'copy');
      const { dpkg } = archive.programs;
      await unpackPackages({ dpkg, downloads, root: join(unpacked, 'root'), environment, signal });
      await mustRun(unpacked, version);
      await moveIntoPlace(unpacked, copy);
    }
    await writeFile(join(copy, suiteMark(suite)), '');
    onProgress(`nginx ${version} is in ${copy}`);
    return { nginx: await openManagedCopy(copy) };
  });
}

async function download(
  apt: AptSession,
  holder: PackageEntry,
  version: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const libraries = await librariesOf(holder, apt.show);
  onProgress(`downloading nginx ${version} (${[holder.name, ...libraries].join(', ')})`);
  return apt.download([holder.name, ...libraries]);
}

async function mustRun(unpacked: string, version: string): Promise<void> {
  const nginx = await openManagedCopy(unpacked);
  if (nginx.version === version) return;
  throw new Error(`The unpacked nginx says it is ${nginx.version}, its package says ${version}`);
}

async function moveIntoPlace(unpacked: string, copy: string): Promise<void> {
  try {
    await rename(unpacked, copy);
  } catch (error) {
    // Another fetch of the same version was faster; its copy is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
