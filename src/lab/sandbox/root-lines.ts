import { hasVariables } from '../../nginx/model/index.ts';
import type { Line } from './line.ts';
import type { MapDefinitions } from './map-definitions.ts';
import { quoted } from './private-text.ts';
import type { Rewriting } from './rewriting.ts';
import { onUserDisk, type SandboxPaths } from './sandbox-paths.ts';
import { ofUserPorts } from './server-port.ts';

/** Where lines lead that name places of the user's disk. */
export interface RootContext {
  readonly paths: SandboxPaths;
  /** nginx's prefix in the user's world: relative paths are meant from there. */
  readonly folder: string;
  readonly maps: MapDefinitions;
  /** The variables that hold the disk, by what else is looked at for steps up. */
  readonly disks: Map<string, string>;
}

/**
 * A step up in a path or a URI. Without a group, as a group would take the place of what the user's own
 * expressions captured (`ngx_http_regex_exec`).
 */
const STEP_UP = '~(?:^|[/ ])\\.\\.(?:/| |$)';

/**
 * Leads a document root, or a file of passwords, to the disk of the sandbox. What disk that is a map says:
 * nginx puts variables into a path, and goes to URIs of `try_files`, `rewrite` and the like, without a
 * look at steps up in them. What has one is nowhere; clients have none, as nginx takes theirs out.
 */
export function rewriteRoot(line: Line, into: Rewriting, context: RootContext): void {
  const { name, args } = line.directive;
  const [path] = args;
  if (path === undefined) return;
  // nginx does so too, but not where the value has variables.
  const written = name === 'root' ? path.value.replace(/(?<=.)\/$/, '') : path.value;
  into.replace(line, path.span, placeOf(written, line, context));
}

/** Where nginx looks for files when the user does not say. */
export function defaultRoot(line: Line, context: RootContext): string {
  return `root ${placeOf('html', line, context)};`;
}

/** A path on the disk of the sandbox, as a word for nginx. */
function placeOf(written: string, line: Line, context: RootContext): string {
  const { folder } = context;
  const whole = /^[/$]/.test(written) ? written : `${folder.replace(/\/$/, '')}/${written}`;
  const isPlain = !hasVariables(whole);
  const disk = diskFor(isPlain ? '' : whole, line, context);
  // What a variable begins with nobody knows; two slashes are one.
  const path = isPlain ? onUserDisk(whole) : `${whole.startsWith('$') ? '/' : ''}${whole}`;
  return quoted(`\${${disk}}${ofUserPorts(path)}`);
}

/** The variable that holds the disk while neither the URI nor `text` has a step up. */
function diskFor(text: string, line: Line, { paths, maps, disks }: RootContext): string {
  const known = disks.get(text);
  if (known !== undefined) return known;
  const variable = maps.define(line, {
    what: 'disk',
    source: `$uri ${text}`,
    otherwise: paths.disk,
    entries: new Map([[STEP_UP, paths.nowhere]]),
  });
  disks.set(text, variable);
  return variable;
}
