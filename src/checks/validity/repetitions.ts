import { type Level, Locations, type Model } from '../../nginx/model/index.ts';
import { type Placed, removeDirective } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { urlParts } from '../url-parts.ts';
import { judgedLevels } from './every-level.ts';
import { REFUSED } from './refused.ts';

/** What may stand once and stands twice, and paths of `proxy_pass` where none may be. */
export function* judgeRepetitions(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { model } = evidence;
  const { http } = model;
  if (http === undefined) return;
  yield* repeatedDefaults(model);
  yield* repeatedListens(model);
  yield* repeatedUpstreams(http);
  for (const level of judgedLevels(evidence)) {
    for (const placed of level.named('proxy_pass')) {
      const problem = pathOutOfPlace(placed, level);
      if (problem !== undefined) yield problem;
    }
    for (const name of level.repeated) {
      if (ONCE.has(name)) yield* repeatedLines(level, name);
      if (name === 'location') yield* repeatedLocations(level);
    }
  }
}

/** Directives that nginx takes once in a block ("directive is duplicate"). */
const ONCE: ReadonlySet<string> = new Set([
  'proxy_pass',
  'proxy_http_version',
  'proxy_read_timeout',
  'proxy_send_timeout',
  'proxy_connect_timeout',
  'proxy_buffering',
  'proxy_buffers',
  'proxy_buffer_size',
  'proxy_request_buffering',
  'proxy_ssl_server_name',
  'root',
  'alias',
  'client_max_body_size',
  'keepalive_timeout',
  'send_timeout',
  'gzip',
  'tcp_nodelay',
]);

function* repeatedLines(level: Level, name: string): Generator<ConfigProblem> {
  const [first, ...others] = level.named(name);
  for (const other of others) if (first !== undefined) yield repeatedLine(name, first, other);
}

function repeatedLine(name: string, first: Placed, second: Placed): ConfigProblem {
  const isSame = argumentsOf(first) === argumentsOf(second);
  return {
    at: second,
    where: name,
    message: `${REFUSED} "${name}" stands twice in one block${first.file === second.file ? '' : ', once by an include'}. Keep one.`,
    related: [{ at: first, message: 'the first one' }],
    fix: isSame
      ? {
          title: `Take the second ${name} out`,
          safe: true,
          edits: removeDirective(second.directive).map((edit) => ({ file: second.file, edit })),
        }
      : undefined,
  };
}

function argumentsOf({ directive }: Placed): string {
  return directive.args.map(({ value }) => value).join(' ');
}

function* repeatedLocations(level: Level): Generator<ConfigProblem> {
  // Elsewhere none may stand at all.
  if (level.context !== 'server' && level.context !== 'location') return;
  const seen = new Map<string, Placed>();
  for (const { kind, name, placed } of Locations.of(level).all) {
    // Of these nginx takes the first.
    if (kind === 'regex' || kind === 'named') continue;
    // With ^~ or without, it is one prefix.
    const key = `${kind === 'exact' ? kind : 'prefix'} ${name}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, placed);
      continue;
    }
    yield {
      at: placed,
      where: `location ${name}`,
      message: `${REFUSED} location ${name} stands twice in one server. Join the two.`,
      related: [{ at: first, message: 'the first one' }],
    };
  }
}

function* repeatedDefaults({ listeners }: Model): Generator<ConfigProblem> {
  for (const socket of listeners?.sockets ?? []) {
    const [first, second] = socket.servers.flatMap(({ line }) =>
      line.isDefault && line.placed !== undefined ? line.placed : [],
    );
    if (first === undefined || second === undefined) continue;
    yield {
      at: second,
      where: `listen ${argumentsOf(second)}`,
      message: `${REFUSED} ${socket.text} has two default servers. Keep one default_server.`,
      related: [{ at: first, message: 'the first one' }],
    };
  }
}

function* repeatedListens({ listeners }: Model): Generator<ConfigProblem> {
  for (const { listens } of listeners?.servers ?? []) {
    if (listens.length < 2) continue;
    const seen = new Map<string, Placed>();
    for (const { placed, address, udp } of listens) {
      if (placed === undefined) continue;
      const key = JSON.stringify([udp, address]);
      const first = seen.get(key);
      if (first !== undefined) {
        yield {
          at: placed,
          where: `listen ${argumentsOf(placed)}`,
          message: `${REFUSED} one server listens on ${placed.directive.args[0]?.value ?? ''} twice. Keep one.`,
          related: [{ at: first, message: 'the first one' }],
        };
      }
      seen.set(key, placed);
    }
  }
}

function* repeatedUpstreams(http: Level): Generator<ConfigProblem> {
  const seen = new Map<string, Placed>();
  for (const placed of http.named('upstream')) {
    const name = argumentsOf(placed).toLowerCase();
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, placed);
      continue;
    }
    yield {
      at: placed,
      where: `upstream ${name}`,
      message: `${REFUSED} there are two upstreams of the name ${name}. Keep one.`,
      related: [{ at: first, message: 'the first one' }],
    };
  }
}

/** nginx cannot tell there what the path would stand for (ngx_http_proxy_pass). */
function pathOutOfPlace(placed: Placed, level: Level): ConfigProblem | undefined {
  const url = placed.directive.args[0]?.value ?? '';
  const { path, scheme } = urlParts(placed);
  // Without a scheme the address itself is refused.
  if (path === '' || scheme === '' || url.includes('$')) return undefined;
  const place = withoutPrefix(level);
  if (place === undefined) return undefined;
  return {
    at: placed,
    where: 'proxy_pass',
    message: `${REFUSED} proxy_pass may have no path ("${path}") ${place}. Leave the path away, or rewrite it with rewrite … break.`,
  };
}

function withoutPrefix({ context, placed, parent }: Level): string | undefined {
  if (context === 'location-if') return 'in an "if"';
  if (context === 'limit-except') return 'in limit_except';
  if (context !== 'location' || parent === undefined) return undefined;
  const location = placed && Locations.of(parent).at(placed);
  if (location?.kind === 'regex') return 'in a location by regular expression';
  return location?.kind === 'named' ? 'in a named location' : undefined;
}
