import { hasVariables } from '../../nginx/model/index.ts';
import type { Line } from './line.ts';
import type { MapDefinitions } from './map-definitions.ts';
import type { Rewriting } from './rewriting.ts';
import { onSandboxDisk, type SandboxPaths } from './sandbox-paths.ts';

/** Where lines lead that name places of the user's disk. */
export interface RootContext {
  readonly paths: SandboxPaths;
  /** nginx's prefix in the user's world: relative paths are meant from there. */
  readonly folder: string;
  readonly maps: MapDefinitions;
  /** The variables that hold such places, by what the user wrote. */
  readonly known: Map<string, string>;
}

/**
 * A step up in a path or a URI. Without a group, as a group would take the place of what the user's own
 * expressions captured (`ngx_http_regex_exec`).
 */
const STEP_UP = '~(?:^|[/ ])\\.\\.(?:/| |$)';

/**
 * Leads a document root, or a file of passwords, to the disk of the sandbox. It goes through a map: nginx
 * puts variables into a path, and goes to URIs of `try_files`, `rewrite` and the like, without a look at
 * steps up in them. What has one is nowhere; clients have none, as nginx takes theirs out.
 */
export function rewriteRoot(line: Line, into: Rewriting, context: RootContext): void {
  const { name, args } = line.directive;
  const [path] = args;
  if (path === undefined) return;
  // nginx does so too, but not where the value is a variable.
  const written = name === 'root' ? path.value.replace(/(?<=.)\/$/, '') : path.value;
  into.replace(line, path.span, `"\${${placeFor(written, line, context)}}"`);
}

/** Where nginx looks for files when the user does not say. */
export function defaultRoot(line: Line, context: RootContext): string {
  return `root "\${${placeFor('html', line, context)}}";`;
}

function placeFor(
  written: string,
  line: Line,
  { paths, folder, maps, known }: RootContext,
): string {
  const before = known.get(written);
  if (before !== undefined) return before;
  const isBare = written.startsWith('$');
  const whole = /^[/$]/.test(written) ? written : `${folder.replace(/\/$/, '')}/${written}`;
  const place = hasVariables(whole)
    ? `${paths.disk}${isBare ? '/' : ''}${whole}`
    : onSandboxDisk(paths, whole);
  const variable = maps.define(line, {
    what: 'place',
    source: `$uri ${hasVariables(whole) ? whole : ''}`,
    otherwise: place,
    entries: new Map([[STEP_UP, `${paths.disk}/fairlead-nowhere`]]),
  });
  known.set(written, variable);
  return variable;
}
