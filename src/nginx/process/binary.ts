import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { moduleFiles } from './module-files.ts';
import { type CommandResult, runCommand } from './run-command.ts';

/** By which way an nginx was found. */
export type NginxOrigin = 'given' | 'environment' | 'path' | 'usual place' | 'managed';

/** An nginx that runs on this machine. */
export interface NginxBinary {
  /** The version of nginx itself, such as `1.22.1`, also where the product is OpenResty. */
  readonly version: string;
  /** Absolute path of the program. */
  readonly executable: string;
  /** What to execute; a managed copy is run through its own loader and libraries. */
  readonly command: readonly string[];
  readonly origin: NginxOrigin;
  /** As `nginx -V` prints them, one each, without quotes. */
  readonly configureArguments: readonly string[];
  /**
   * What was built in, named as after `--with-` (`http_ssl_module`, `stream`), and the dynamic
   * modules at hand, named as their file without `.so` (`ngx_stream_module`).
   */
  readonly modules: readonly string[];
  /**
   * Absolute path of the folder that really holds its dynamic modules, for `load_module`; of a
   * managed copy it is another than the one compiled in. Undefined where there is no such folder.
   */
  readonly modulesFolder: string | undefined;
}

/** What `nginx -V` says. */
export interface NginxVersionText {
  readonly version: string;
  readonly configureArguments: readonly string[];
}

/** How an nginx is run. */
export interface NginxCommand {
  readonly executable: string;
  readonly command: readonly string[];
  /** Folder that the paths compiled into it are meant from; `/` unless it is a managed copy. */
  readonly root?: string;
}

/**
 * Asks an nginx what it is. Fails where it cannot be run or is no nginx; the error says which
 * program and what it answered.
 */
export async function inspectNginx(
  { executable, command, root = '/' }: NginxCommand,
  origin: NginxOrigin,
): Promise<NginxBinary> {
  const answer = await askVersion(executable, command);
  const text = answer.status === 0 ? parseNginxVersion(answer.stderr) : undefined;
  if (!text) throw new Error(notAnNginx(executable, answer));
  const { version, configureArguments } = text;
  const modulesFolder = await findModulesFolder(root, configureArguments);
  const dynamic = modulesFolder === undefined ? [] : await moduleFiles(modulesFolder);
  const modules = [
    ...builtInModules(configureArguments),
    ...dynamic.map((file) => basename(file, '.so')),
  ];
  return { version, executable, command, origin, configureArguments, modules, modulesFolder };
}

/** Reads what `nginx -V` printed; undefined where it names no nginx version. */
export function parseNginxVersion(text: string): NginxVersionText | undefined {
  // Forks print their own product first; `nginx version:` is the line that configurations depend on.
  const version = /^(?:free)?nginx version: \S+?\/(\d+\.\d+\.\d+)/m.exec(text)?.[1];
  if (version === undefined) return undefined;
  const line = /^configure arguments:(.*)$/m.exec(text)?.[1] ?? '';
  return { version, configureArguments: splitShellWords(line) };
}

async function askVersion(executable: string, command: readonly string[]): Promise<CommandResult> {
  try {
    return await runCommand([...command, '-V'], { timeoutMs: 10_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${executable} cannot be run: ${reason}`);
  }
}

function notAnNginx(executable: string, { status, stdout, stderr }: CommandResult): string {
  const [firstLine = ''] = (stderr || stdout).trim().split('\n');
  const said = firstLine ? `it said "${firstLine}"` : 'it said nothing';
  return `${executable} is not a usable nginx: \`-V\` should print a version, ${said} (exit status ${status})`;
}

function splitShellWords(line: string): string[] {
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

function builtInModules(configureArguments: readonly string[]): string[] {
  // With a value it is an option (`--with-cc-opt=…`) or a module that is loaded (`=dynamic`).
  return configureArguments.flatMap((argument) => /^--with-([^=]+)$/.exec(argument)?.[1] ?? []);
}

/** By the rules of nginx's own `auto/options` and `auto/init`. */
async function findModulesFolder(
  root: string,
  args: readonly string[],
): Promise<string | undefined> {
  const prefix = argumentOf(args, '--prefix') ?? '/usr/local/nginx';
  const folder = join(root, resolve(prefix, argumentOf(args, '--modules-path') ?? 'modules'));
  return stat(folder).then(
    (found) => (found.isDirectory() ? folder : undefined),
    () => undefined,
  );
}

function argumentOf(args: readonly string[], option: string): string | undefined {
  return args.find((argument) => argument.startsWith(`${option}=`))?.slice(option.length + 1);
}
