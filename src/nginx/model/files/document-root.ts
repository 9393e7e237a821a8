import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Level } from '../level.ts';
import { concat, known, type Value } from '../value.ts';

/** The `root` or `alias` in effect. */
export interface DocumentRoot {
  readonly line: Placed | undefined;
  readonly path: Value;
  /**
   * How much of the URI an `alias` stands for: the length of its location's prefix, `all` in a regular
   * expression, 0 for a `root`.
   */
  readonly replaces: number | 'all';
}

/** `root` where neither is written: relative to nginx's prefix. */
const DEFAULT_ROOT = 'html';

export function findDocumentRoot(exchange: Exchange): DocumentRoot {
  for (let level: Level | undefined = exchange.level; level; level = level.parent) {
    const line = level.last('alias') ?? level.last('root');
    if (line === undefined) continue;
    const written = line.directive.args[0]?.value ?? '';
    const path = absolute(exchange, exchange.evaluate(written, line));
    const isAlias = line.directive.name === 'alias';
    return { line, path, replaces: isAlias ? aliasLength(exchange, level) : 0 };
  }
  return { line: undefined, path: absolute(exchange, known(DEFAULT_ROOT)), replaces: 0 };
}

export function documentRoot(exchange: Exchange): Value {
  return findDocumentRoot(exchange).path;
}

/** The file that the URI at hand stands for (`ngx_http_map_uri_to_path`). */
export function requestFilename(exchange: Exchange): Value {
  return fileFor(findDocumentRoot(exchange), exchange.uri);
}

export function fileFor({ path, replaces }: DocumentRoot, uri: string): Value {
  return replaces === 'all' ? path : concat([path, known(uri.slice(replaces))]);
}

/** The location that an `alias` belongs to is the nearest one with a name: an `if` has none. */
function aliasLength({ location, addsUriToAlias }: Exchange, level: Level): number | 'all' {
  if (addsUriToAlias) return 0;
  let owner: Level = level;
  while (owner.context !== 'location' && owner.parent !== undefined) owner = owner.parent;
  const line = owner.placed;
  const [first = '', second] = line?.directive.args.map(({ value }) => value) ?? [];
  if (location?.level === owner) return location.kind === 'regex' ? 'all' : location.name.length;
  if (/^~(?!\^)\*?/.test(first)) return 'all';
  return (second ?? first.replace(/^(=|\^~)/, '')).length;
}

function absolute({ model }: Exchange, path: Value): Value {
  if (path.text === undefined || path.text.startsWith('/') || model.prefix === undefined)
    return path;
  return { ...path, text: `${model.prefix}/${path.text}` };
}
