import { posix } from 'node:path';
import type { Configuration } from '../../nginx/syntax/index.ts';
import { eachLine } from './each-line.ts';
import type { Line } from './line.ts';
import { quoted } from './private-text.ts';
import { hasModule, type SandboxNginx } from './sandbox-nginx.ts';

/** The modules that the nginx of a sandbox loads. */
export interface LoadedModules {
  /** `load_module` lines, all in one line of text. */
  readonly text: string;
  /** Their names, such as `ngx_http_lua_module`. */
  readonly names: ReadonlySet<string>;
}

/** What decides about modules. */
export interface ModuleChoice {
  readonly nginx: SandboxNginx;
  /** Whether code and modules of others may run. */
  readonly trustsCode: boolean;
  /** nginx's prefix in the user's world. */
  readonly folder: string;
}

/** nginx's own that a path of WebSockets can need, with a directive by which it shows. */
const OWN: readonly (readonly [module: string, directive: string])[] = [
  ['ngx_stream_module', 'stream'],
  ['ngx_http_image_filter_module', 'image_filter'],
];

/** What packages call modules: who loads one that is not here means no file of his own. */
const PACKAGED = /^(?:ngx|ndk)_\w+\.so$/;

/**
 * Chooses what is loaded: nginx's own modules where they are needed, others where their code is
 * trusted. Fails for a line that names a file of the user's own, unless that is.
 */
export function loadedModules(configuration: Configuration, choice: ModuleChoice): LoadedModules {
  const { nginx } = choice;
  const files = new Map<string, string>();
  for (const [name, directive] of OWN) {
    const isFile = nginx.modulesFolder !== undefined && nginx.modules.includes(name);
    if (isFile && configuration.names.has(directive)) {
      files.set(name, `${nginx.modulesFolder}/${name}.so`);
    }
  }
  if (configuration.names.has('load_module')) {
    eachLine(configuration, (line) => {
      if (line.directive.name === 'load_module') addNamed(line, choice, files);
      return false;
    });
  }
  const lines = Array.from(files.values(), (file) => `load_module ${quoted(file)};`);
  return { text: lines.join(' '), names: new Set(files.keys()) };
}

function addNamed(line: Line, choice: ModuleChoice, files: Map<string, string>): void {
  const { nginx, trustsCode, folder } = choice;
  const path = line.directive.args[0]?.value ?? '';
  const file = posix.basename(path);
  const name = posix.basename(path, '.so');
  if (files.has(name) || isMail(name)) return;
  const isHere = nginx.modulesFolder !== undefined && nginx.modules.includes(name);
  if (trustsCode) {
    files.set(name, isHere ? `${nginx.modulesFolder}/${file}` : posix.resolve('/', folder, path));
  } else if (!isHere && !PACKAGED.test(file)) throw new Error(refusal(line, path, nginx));
}

/** Blocks of mail are not run, so nothing needs what reads them. */
function isMail(name: string): boolean {
  return name === 'ngx_mail_module';
}

function refusal({ file, directive }: Line, path: string, { version }: SandboxNginx): string {
  const { line } = file.source.position(directive.nameSpan.start);
  return (
    `${file.name}:${line}: load_module ${file.source.show(path)} would run code of a file that does not come with nginx ${version}. ` +
    'Have code trusted if you know where it is from, or take the line out.'
  );
}

/** Whether code of a module of others runs in the sandbox. */
export function runsModule(
  module: string,
  { names }: LoadedModules,
  { nginx, trustsCode }: Pick<ModuleChoice, 'nginx' | 'trustsCode'>,
): boolean {
  if (!trustsCode) return false;
  const family = module.replace(/_(?:core|filter|static)_module$/, '_module');
  // What is in a file of the user's own its name does not tell.
  const fits = [...names].some(
    (name) => name === module || name === family || !PACKAGED.test(`${name}.so`),
  );
  const isBuiltIn = nginx.configureArguments.some(
    (argument) => argument.startsWith('--add-module=') && mentions(argument, module),
  );
  return fits || isBuiltIn || hasModule(nginx, module.replace(/^ngx_/, ''));
}

/** `--add-module=../ngx_lua-0.10.26` brings `ngx_http_lua_module`: source folders have names of their own. */
function mentions(argument: string, module: string): boolean {
  const core = module
    .replace(/^(?:ngx|ndk)_(?:http_|stream_)?/, '')
    .replace(/(?:_filter)?_module$/, '');
  return argument.replaceAll('-', '_').includes(core);
}
