import type { Model, StreamTrace, Trace } from '../../nginx/model/index.ts';
import { applyEdits, type Directive, type LoadedFile } from '../../nginx/syntax/index.ts';
import { BackendPlaces } from './backend-places.ts';
import { eachLine } from './each-line.ts';
import type { FileCopy, Line } from './line.ts';
import { serversToMend } from './listen-lines.ts';
import type { ListenPlan } from './listen-plan.ts';
import { type LoadedModules, loadedModules } from './loaded-modules.ts';
import { LostVariables } from './lost-variables.ts';
import { MapDefinitions } from './map-definitions.ts';
import { groupsOf } from './pass-lines.ts';
import { quoted } from './private-text.ts';
import { type LineContext, rewriteLine } from './rewrite-line.ts';
import { Rewriting, type Unkept } from './rewriting.ts';
import { defaultRoot, type RootContext } from './root-lines.ts';
import type { SandboxNginx } from './sandbox-nginx.ts';
import { mustBePlain, sandboxPaths } from './sandbox-paths.ts';
import { scaledDefaults } from './scaled-time.ts';
import { serverPortMap } from './server-port.ts';

/** What a user's configuration is rewritten for. */
export interface SandboxOptions extends ListenPlan {
  readonly model: Model;
  readonly nginx: SandboxNginx;
  /** The folder of the sandbox, absolute. */
  readonly prefix: string;
  /** The ports of the backends on 127.0.0.1, by `endpointText`. */
  readonly backends: ReadonlyMap<string, number>;
  /** A port for what no request at hand leads to. */
  readonly elsewhere: number;
  /** What the model says of the requests that will be sent. */
  readonly traces: readonly Trace[];
  readonly streams: readonly StreamTrace[];
  /** Lines that would turn these requests away, and are left out. */
  readonly guards: ReadonlySet<Directive>;
  /** Whether requests and connections are counted, but none is refused for it. */
  readonly liftsLimits: boolean;
  /** By how much all times are divided. */
  readonly scale: number;
  /** Whether nginx is kept from giving a backend up that failed. */
  readonly neverGivesUp: boolean;
  /** Whether code and modules of others run: nothing then holds what they do. */
  readonly trustsCode: boolean;
}

/** A user's configuration, as it can be run without touching anything of the user's. */
export interface Sandbox {
  /** The text of `nginx.conf`, which is ours and brings the user's main file. */
  readonly main: string;
  /** One that is read at several kinds of places is there several times. */
  readonly files: readonly SandboxFile[];
  readonly unkept: readonly Unkept[];
}

/** A file of the user's as it is in the sandbox. */
export interface SandboxFile {
  /** Its absolute place there. */
  readonly place: string;
  readonly text: string;
  readonly origin: LoadedFile;
}

/**
 * Rewrites a configuration through its tree. Lines keep their numbers; nothing is written. Fails where
 * there is none, and for a line that would load code of the user's that is not trusted.
 */
export function sandboxOf(options: SandboxOptions): Sandbox {
  const { model, nginx, prefix, trustsCode } = options;
  const { configuration } = model;
  if (configuration.main === undefined)
    throw new Error('There is no configuration to run: its file cannot be read.');
  mustBePlain(prefix);
  const folder = model.prefix ?? '/';
  const loaded = loadedModules(configuration, { nginx, trustsCode, folder });
  const into = new Rewriting(model);
  const context = contextOf(options, into, loaded);
  const blocks = new Map<string, Line>();
  const copies = eachLine(configuration, (line) => {
    const { name, block } = line.directive;
    if (block !== undefined && !blocks.has(name)) blocks.set(name, line);
    return rewriteLine(line, into, context);
  });
  for (const { file } of copies) context.lost.heed(file.source.chars, context.modules);
  addDefinitions(blocks, into, context, options);
  const files = copies.map((copy) => {
    return { origin: copy.file, place: context.placeOf(copy), text: edited(copy, into) };
  });
  const [main] = files;
  const own = ['pid nginx.pid;', 'error_log logs/error.log info;', loaded.text];
  if (main !== undefined) own.push(`include ${quoted(main.place)};`);
  return { main: `${own.join('\n')}\n`, files, unkept: into.unkept };
}

function contextOf(options: SandboxOptions, into: Rewriting, loaded: LoadedModules): LineContext {
  const { model, nginx, prefix, trustsCode, listeners, unasked, elsewhere } = options;
  const maps = new MapDefinitions(into);
  const paths = sandboxPaths(prefix);
  return {
    modules: { nginx, trustsCode, loaded },
    lost: new LostVariables(),
    roots: { paths, folder: model.prefix ?? '/', maps, disks: new Map() },
    listen: { plan: listeners, unasked, ...serversToMend(model) },
    pass: {
      places: new BackendPlaces(model, listeners, options.backends, elsewhere),
      listeners,
      traces: options.traces,
      streams: options.streams,
      groups: groupsOf(model),
      maps,
      neverGivesUp: options.neverGivesUp,
    },
    guards: options.guards,
    scale: options.scale,
    placeOf: ({ index }) => `${prefix}/conf/${index}.conf`,
  };
}

/** Adds what is ours to `http` and to `stream`. */
function addDefinitions(
  blocks: ReadonlyMap<string, Line>,
  into: Rewriting,
  { pass: { maps }, lost, roots }: LineContext,
  options: SandboxOptions,
): void {
  lost.define(maps);
  for (const context of ['http', 'stream'] as const) {
    const line = blocks.get(context);
    if (line === undefined) continue;
    maps.add(context, serverPortMap(options.listeners.values()));
    const own = context === 'http' ? httpLines(options, line, roots) : [];
    into.addInside(
      line,
      [scaledDefaults(line, into, options.scale), ...own, maps.finish(context)].join(' '),
    );
  }
}

function edited(copy: FileCopy, into: Rewriting): string {
  const { source, name } = copy.file;
  const result = applyEdits(source.chars, into.editsOf(copy));
  if (!result.applied) throw new Error(`${name}: ${result.message}`);
  return result.text;
}

const LIMITS = ['conn', 'req'] as const;

/** Where nginx would read and write by default, and that limits only count, as far as this one has the module. */
function httpLines(
  { model, nginx, prefix, liftsLimits }: SandboxOptions,
  line: Line,
  roots: RootContext,
): string[] {
  const { temporary, logs } = sandboxPaths(prefix);
  const lines = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .filter((module) => !nginx.configureArguments.includes(`--without-http_${module}_module`))
    .map((module) => `${module}_temp_path ${temporary}/${module};`);
  const isSaid = (name: string): boolean => model.http?.last(name) !== undefined;
  for (const kind of liftsLimits ? LIMITS : []) {
    const isHere = !nginx.configureArguments.includes(`--without-http_limit_${kind}_module`);
    const name = `limit_${kind}_dry_run`;
    if (isHere && !isSaid(name)) lines.push(`${name} on;`);
  }
  if (!isSaid('access_log')) lines.push(`access_log ${logs}/access.log;`);
  if (!isSaid('root')) lines.push(defaultRoot(line, roots));
  return lines;
}
