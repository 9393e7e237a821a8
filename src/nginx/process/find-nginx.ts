import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { inspectNginx, type NginxBinary, type NginxOrigin } from './binary.ts';
import { findProgram, findPrograms, isExecutableFile } from './find-program.ts';
import { managedFolder, managedVersions, openManagedCopy } from './managed-copies.ts';
import type { Environment } from './run-command.ts';
import { isVersion } from './version-order.ts';

/** Where an nginx often is although `PATH` does not lead there. */
const USUAL_PLACES: readonly string[] = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/local/nginx/sbin/nginx',
  '/opt/homebrew/bin/nginx',
  '/usr/local/openresty/nginx/sbin/nginx',
];

/** What is looked for. */
export interface NginxSearch {
  /** A path, a program's name, or a version such as `1.26.3`: the `--nginx` option. */
  readonly wanted?: string | undefined;
  readonly environment: Environment;
}

/**
 * The nginx to use: the wanted one, that of `FAIRLEAD_NGINX`, else the first that runs of `PATH`,
 * the usual places and our own copies, newest first. Undefined where none is there and none was
 * asked for. Fails where one was asked for and is not there or does not run; the error says what
 * was looked for, where, and how to get it.
 */
export async function findNginx({
  wanted,
  environment,
}: NginxSearch): Promise<NginxBinary | undefined> {
  if (wanted) return findAskedFor(wanted, 'given', environment);
  const { FAIRLEAD_NGINX: named } = environment;
  if (named) return findAskedFor(named, 'environment', environment);
  for (const open of await candidates(environment)) {
    const nginx = await open().catch(() => undefined);
    if (nginx) return nginx;
  }
  return undefined;
}

/** Every nginx that runs on this machine, in the order in which `findNginx` looks. */
export async function listNginx(environment: Environment): Promise<NginxBinary[]> {
  const { FAIRLEAD_NGINX: named } = environment;
  const first =
    named && !isVersion(named) ? [() => openNamed(named, 'environment', environment)] : [];
  const opens = [...first, ...(await candidates(environment))];
  const all = await Promise.all(opens.map((open) => open().catch(() => undefined)));
  const found = all.filter((nginx) => nginx !== undefined);
  return found.filter(
    (nginx, i) => found.findIndex(({ executable }) => executable === nginx.executable) === i,
  );
}

type Open = () => Promise<NginxBinary>;

async function candidates(environment: Environment): Promise<Open[]> {
  const inPath = await findPrograms('nginx', environment);
  const places = await Promise.all(
    USUAL_PLACES.map(async (file) => ((await isExecutableFile(file)) ? [file] : [])),
  );
  const seen = new Set<string>();
  const installed: Open[] = [];
  for (const [origin, files] of [
    ['path', inPath],
    ['usual place', places.flat()],
  ] as const) {
    for (const executable of files) {
      // One program may be reached by several folders, such as /sbin and /usr/sbin.
      const target = await realpath(executable);
      if (seen.has(target)) continue;
      seen.add(target);
      installed.push(() => inspectNginx({ executable, command: [executable] }, origin));
    }
  }
  const versions = await managedVersions(environment);
  const folder = managedFolder(environment);
  return [...installed, ...versions.map((version) => () => openManagedCopy(join(folder, version)))];
}

async function findAskedFor(
  wanted: string,
  origin: NginxOrigin,
  environment: Environment,
): Promise<NginxBinary> {
  if (isVersion(wanted)) return findVersion(wanted, origin, environment);
  return openNamed(wanted, origin, environment);
}

async function findVersion(
  version: string,
  origin: NginxOrigin,
  environment: Environment,
): Promise<NginxBinary> {
  const all = await listNginx(environment);
  const found = all.find((nginx) => nginx.version === version);
  if (found) return found;
  const others = all.map((nginx) => `${nginx.version} (${nginx.executable})`).join(', ');
  throw new Error(
    `No nginx ${version} was found${asked(origin)}: looked in PATH, ${USUAL_PLACES.join(', ')} ` +
      `and ${managedFolder(environment)}; found ${others || 'none'}. ` +
      `\`fairlead nginx fetch ${version}\` gets it where this system's package archive has it.`,
  );
}

async function openNamed(
  wanted: string,
  origin: NginxOrigin,
  environment: Environment,
): Promise<NginxBinary> {
  const executable = wanted.includes('/')
    ? resolve(wanted)
    : await findProgram(wanted, environment);
  if (executable !== undefined && (await isExecutableFile(executable))) {
    const copy = copyOf(executable, environment);
    if (copy !== undefined) return openManagedCopy(copy);
    return inspectNginx({ executable, command: [executable] }, origin);
  }
  const where = isAbsolute(executable ?? '')
    ? `${executable} is no executable file`
    : 'PATH has no such program';
  throw new Error(
    `The nginx "${wanted}"${asked(origin)} is not there: ${where}. Give the path of an nginx or a ` +
      'version; `fairlead nginx list` shows what is here, `fairlead nginx fetch VERSION` gets another.',
  );
}

/** The copy that a program belongs to: it would not run without its own loader and libraries. */
function copyOf(executable: string, environment: Environment): string | undefined {
  const folder = managedFolder(environment);
  const [version = ''] = relative(folder, executable).split(sep);
  return isVersion(version) ? join(folder, version) : undefined;
}

function asked(origin: NginxOrigin): string {
  return origin === 'environment' ? ' that FAIRLEAD_NGINX names' : '';
}
