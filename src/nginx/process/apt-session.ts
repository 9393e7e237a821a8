import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AptArchive } from './apt-archive.ts';
import { type CommandResult, type Environment, runCommand } from './run-command.ts';

/** apt with lists, state and cache of its own; the system's are neither read nor changed. */
export interface AptSession {
  /** Downloads and checks the lists of the suite's packages. What went wrong, where it did. */
  update(): Promise<string | undefined>;
  /** The newest entry of each of these packages, as `apt-cache show` prints them. */
  show(names: readonly string[]): Promise<string>;
  /** Downloads packages into a folder and returns it. */
  download(names: readonly string[]): Promise<string>;
}

/** What a session works on. */
export interface AptSessionOptions {
  /** An empty folder for all that the session writes. */
  readonly folder: string;
  readonly archive: AptArchive;
  readonly suite: string;
  readonly environment: Environment;
  readonly signal?: AbortSignal | undefined;
}

const LONGEST_DOWNLOAD_MS = 10 * 60_000;

/**
 * Prepares apt for one suite. Signatures are checked as apt always does: no option here weakens
 * that. Errors are what apt said.
 */
export async function openAptSession(options: AptSessionOptions): Promise<AptSession> {
  const { folder, archive, suite, environment, signal } = options;
  const configuration = join(folder, 'apt.conf');
  const downloads = join(folder, 'downloads');
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'downloads']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'sources.list'), sourceLine(archive, suite));
  await writeFile(configuration, aptConfiguration(folder));

  const run = async (program: string, ...args: string[]): Promise<CommandResult> =>
    runCommand([program, '-c', configuration, ...args], {
      environment: { ...environment, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      folder: downloads,
      timeoutMs: LONGEST_DOWNLOAD_MS,
      signal,
    });
  const { aptGet, aptCache } = archive.programs;
  return {
    async update() {
      return failureOf(await run(aptGet, 'update'));
    },
    async show(names) {
      // Its status also tells of names that do not exist, of which every suite lacks some.
      return (await run(aptCache, 'show', '--no-all-versions', ...names)).stdout;
    },
    async download(names) {
      const failure = failureOf(await run(aptGet, 'download', ...names));
      if (failure !== undefined) throw new Error(`apt-get download failed: ${failure}`);
      return downloads;
    },
  };
}

function sourceLine({ keyring, uri }: AptArchive, suite: string): string {
  const options = keyring === undefined ? '' : `[signed-by=${keyring}] `;
  return `deb ${options}${uri} ${suite} main\n`;
}

/** Settings that are read after the system's own, of which only proxies and the like remain. */
function aptConfiguration(folder: string): string {
  const settings: Record<string, string> = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State': join(folder, 'state'),
    'Dir::State::Lists': join(folder, 'state/lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Cache::pkgcache': 'pkgcache.bin',
    'Dir::Cache::srcpkgcache': '',
    // apt as root would download as a user that cannot reach our folder.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'APT::Update::Error-Mode': 'any',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  // Commands that this system runs after an update of its own lists.
  const hooks = ['#clear APT::Update::Post-Invoke;', '#clear APT::Update::Post-Invoke-Success;'];
  return [...lines, ...hooks, ''].join('\n');
}

function failureOf({ status, stdout, stderr }: CommandResult): string | undefined {
  if (status === 0) return undefined;
  const said = stderr.split('\n').filter((line) => /^[EW]: /.test(line));
  return said.join(' ') || stderr.trim() || stdout.trim() || `exit status ${status}`;
}
