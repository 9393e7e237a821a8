import { access } from 'node:fs/promises';
import { findProgram } from './find-program.ts';
import { installHint } from './install-hint.ts';
import { isLike, type OsRelease } from './os-release.ts';
import { type Environment, runCommand } from './run-command.ts';
import type { Family } from './suites.ts';

/** The package archive that this machine's apt is configured with. */
export interface AptArchive {
  readonly family: Family;
  /** The suite of this system itself, such as `bookworm`. */
  readonly ownSuite: string;
  /** Where the archive is, as apt names it. */
  readonly uri: string;
  /** Keys that its signatures are checked with; without, apt uses those that it trusts anyway. */
  readonly keyring: string | undefined;
  readonly programs: AptPrograms;
}

/** Absolute paths of the programs that fetch and unpack packages. */
interface AptPrograms {
  readonly aptGet: string;
  readonly aptCache: string;
  readonly dpkg: string;
}

/**
 * Finds the archive of this Debian or Ubuntu. Fails on any other system, and where apt is not there
 * or knows no archive of this system; the error says how to install nginx here.
 */
export async function findAptArchive(
  environment: Environment,
  release: OsRelease,
): Promise<AptArchive> {
  const hint = installHint(process.platform, release);
  const family = familyOf(release);
  const ownSuite = ownSuiteOf(release);
  if (!family || !ownSuite) {
    throw new Error(`nginx can be fetched on Debian and Ubuntu only. ${hint}`);
  }
  const programs = await findAptPrograms(environment, hint);
  const lines = await askIndexTargets(programs.aptGet, environment);
  const target = chooseArchive(parseIndexTargets(lines), ownSuite);
  if (!target) {
    throw new Error(
      `nginx cannot be fetched: this machine's apt has no source for "${ownSuite} main". ${hint}`,
    );
  }
  const keyring = await findKeyring(family, target.signedBy);
  return { family, ownSuite, uri: target.uri, keyring, programs };
}

/** One list of packages that apt is configured to read. */
export interface IndexTarget {
  readonly uri: string;
  readonly suite: string;
  readonly component: string;
  readonly signedBy: string;
}

const FORMAT = '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)';

/** Reads what `apt-get indextargets` prints in our format; other lists than of packages are left out. */
export function parseIndexTargets(text: string): IndexTarget[] {
  return text.split('\n').flatMap((line) => {
    const [createdBy, uri = '', suite = '', component = '', signedBy = ''] = line.split('|');
    return createdBy === 'Packages' ? [{ uri, suite, component, signedBy }] : [];
  });
}

/**
 * The distribution's main archive: not its security fixes nor updates, and not somebody else's,
 * which may use the same names but does not serve the suite's updates.
 */
export function chooseArchive(
  targets: readonly IndexTarget[],
  ownSuite: string,
): IndexTarget | undefined {
  const found = targets.filter(
    ({ uri, suite, component }) =>
      suite === ownSuite && component === 'main' && !uri.startsWith('cdrom:'),
  );
  const hasUpdates = ({ uri }: IndexTarget): boolean =>
    targets.some((other) => other.uri === uri && other.suite === `${ownSuite}-updates`);
  return found.find(hasUpdates) ?? found[0];
}

function familyOf(release: OsRelease): Family | undefined {
  if (isLike(release, 'ubuntu')) return 'ubuntu';
  return isLike(release, 'debian') ? 'debian' : undefined;
}

function ownSuiteOf(release: OsRelease): string | undefined {
  // Distributions made from another name their own release first and the other's here.
  const { UBUNTU_CODENAME, DEBIAN_CODENAME, VERSION_CODENAME } = release;
  return UBUNTU_CODENAME ?? DEBIAN_CODENAME ?? VERSION_CODENAME;
}

async function findAptPrograms(environment: Environment, hint: string): Promise<AptPrograms> {
  const [aptGet, aptCache, dpkg] = await Promise.all(
    ['apt-get', 'apt-cache', 'dpkg'].map((name) => findProgram(name, environment)),
  );
  if (aptGet && aptCache && dpkg) return { aptGet, aptCache, dpkg };
  throw new Error(
    `nginx cannot be fetched: apt-get, apt-cache and dpkg are not all in PATH. ${hint}`,
  );
}

async function askIndexTargets(aptGet: string, environment: Environment): Promise<string> {
  // Without this option apt names only lists that it has downloaded, and a fresh system has none.
  const command = [aptGet, 'indextargets', '--no-release-info', '--format', FORMAT];
  const { status, stdout, stderr } = await runCommand(command, { environment });
  if (status !== 0) throw new Error(`apt-get indextargets failed: ${stderr.trim()}`);
  return stdout;
}

async function findKeyring(family: Family, signedBy: string): Promise<string | undefined> {
  // Some versions of apt leave the field as it stands in the format, or give a key's fingerprint.
  const files = [signedBy, `/usr/share/keyrings/${family}-archive-keyring.gpg`];
  for (const file of files.filter((name) => name.startsWith('/'))) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return file;
  }
  return undefined;
}
