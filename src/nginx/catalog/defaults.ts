import { DEFAULT_VALUES, PROXYING_DEFAULTS } from './default-values.ts';
import { isAtLeast } from './version.ts';

/** The value that holds where a directive is not written, and where that is said. */
export interface DirectiveDefault {
  /**
   * As it would be written, several lines parted by ` ; `; undefined where nothing is set, which
   * differs from any value. Where it depends on the platform, all values: `4k|8k`.
   */
  readonly value: string | undefined;
  /** The first version with it, where another value held before. */
  readonly since: string | undefined;
  /** A file of nginx's source, or the part of its CHANGES. */
  readonly source: string;
}

/**
 * The default of a module's directive in a version, or the newest; undefined where it is not known
 * here. Some modules have a directive in several shapes: for `server`, which is also a line of
 * upstreams, it is what holds for parameters that are not written.
 */
export function defaultOf(
  module: string,
  name: string,
  version: string | undefined,
): DirectiveDefault | undefined {
  defaults ??= readDefaults();
  const all = defaults.get(`${module} ${name}`) ?? [];
  return all.find(({ since }) => !since || version === undefined || isAtLeast(version, since));
}

/** Module and name of every directive whose default is known. */
export function knownDefaults(): (readonly [module: string, name: string])[] {
  defaults ??= readDefaults();
  return [...defaults.keys()].map((key) => {
    const [module = '', name = ''] = key.split(' ');
    return [module, name] as const;
  });
}

type Defaults = Map<string, DirectiveDefault[]>;

// The newest comes first, as it does in the table.
let defaults: Defaults | undefined;

function readDefaults(): Defaults {
  const found: Defaults = new Map();
  let module = '';
  let source = '';
  for (const line of DEFAULT_VALUES.split('\n')) {
    const [first, rest] = splitAtSpace(line);
    if (first.startsWith('@')) {
      module = first.slice(1);
      source = rest;
    } else if (line !== '') {
      addLine(found, module, source, line);
    }
  }
  for (const [prefixes, lines] of PROXYING_DEFAULTS) {
    for (const prefix of prefixes.split(' ')) {
      const own = `ngx_http_${prefix}_module`;
      for (const line of lines.split('\n')) {
        addLine(found, own, `src/http/modules/${own}.c`, line, `${prefix}_`);
      }
    }
  }
  return found;
}

/** Adds a line such as `root html`, `resolver` (nothing is set) or `1.29.7 keepalive 32 local`. */
function addLine(
  found: Defaults,
  module: string,
  source: string,
  line: string,
  prefix: string = '',
): void {
  const [first, rest] = splitAtSpace(line);
  const since = /^\d/.test(first) ? first : undefined;
  const [name, value] = since === undefined ? [first, rest] : splitAtSpace(rest);
  const key = `${module} ${prefix}${name}`;
  const same = found.get(key) ?? [];
  found.set(key, [
    ...same,
    {
      value: value === '' ? undefined : value,
      since,
      source: since === undefined ? `${source} of nginx's source` : `CHANGES, nginx ${since}`,
    },
  ]);
}

function splitAtSpace(text: string): [first: string, rest: string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}
