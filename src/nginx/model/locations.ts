import type { Placed } from '../syntax/configuration.ts';
import { isPass } from './handlers.ts';
import type { Level } from './level.ts';

/** How a `location` is compared with the URI. */
export type LocationKind = 'prefix' | 'prefix-no-regex' | 'exact' | 'regex' | 'named';

/** A `location` block. */
export interface Location {
  readonly kind: LocationKind;
  /** As written, modifier included: `/ws/`, `= /a`, `~* \.php$`, `@name`. */
  readonly pattern: string;
  /** What the URI is compared with: the prefix, the regular expression, or the name with its `@`. */
  readonly name: string;
  readonly placed: Placed;
  readonly level: Level;
  /** Whether a regular expression ignores case. */
  readonly caseless: boolean;
}

/** The locations of a server, or those nested in a location. */
export class Locations {
  /** All of them, in the order of the lines. */
  readonly all: readonly Location[];
  /** In nginx's order. */
  readonly regexes: readonly Location[];
  readonly named: ReadonlyMap<string, Location>;
  readonly exact: ReadonlyMap<string, Location>;
  private readonly prefixes: ReadonlyMap<string, Location>;
  /** Lengths of prefixes, the longest first. */
  private readonly lengths: readonly number[];
  private byBlock: ReadonlyMap<Placed, Location> | undefined;

  constructor(all: readonly Location[]) {
    this.all = all;
    const regexes: Location[] = [];
    const named = new Map<string, Location>();
    const exact = new Map<string, Location>();
    const prefixes = new Map<string, Location>();
    const lengths: number[] = [];
    for (const location of all) {
      const { kind, name } = location;
      if (kind === 'regex') {
        regexes.push(location);
        continue;
      }
      const same = kind === 'named' ? named : kind === 'exact' ? exact : prefixes;
      // nginx refuses duplicates; the first is kept, as it is the one that it would have known.
      if (same.has(name)) continue;
      same.set(name, location);
      if (same === prefixes) insertLength(lengths, name.length);
    }
    this.regexes = regexes;
    this.named = named;
    this.exact = exact;
    this.prefixes = prefixes;
    this.lengths = lengths;
  }

  /** Those that stand directly in a level. */
  static of(level: Level): Locations {
    const known = tables.get(level);
    if (known !== undefined) return known;
    const blocks = level.named('location');
    // Most locations have none in them.
    if (blocks.length === 0) return none;
    const table = new Locations(blocks.map((placed) => readLocation(placed, level)));
    tables.set(level, table);
    return table;
  }

  /** The one that a block is. */
  at(block: Placed): Location | undefined {
    this.byBlock ??= new Map(this.all.map((location) => [location.placed, location]));
    return this.byBlock.get(block);
  }

  /**
   * The location whose name is the URI and a slash, where it answers with a redirect (`auto_redirect`): a
   * `*_pass` stands in it, or in the `=` location or the prefix of the same name.
   */
  redirectingTo(uri: string): Location | undefined {
    const name = `${uri}/`;
    const exact = this.exact.get(name);
    const prefix = this.prefixes.get(name);
    const redirects = [exact, prefix].some((one) => one !== undefined && passesOn(one));
    return redirects ? (exact ?? prefix) : undefined;
  }

  /** The longest prefix of the URI. */
  longestPrefix(uri: string): Location | undefined {
    for (const length of this.lengths) {
      if (length > uri.length) continue;
      const found = this.prefixes.get(uri.slice(0, length));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Into a list of different ones, the largest first. */
function insertLength(lengths: number[], length: number): void {
  let index = 0;
  while ((lengths[index] ?? 0) > length) index += 1;
  if (lengths[index] !== length) lengths.splice(index, 0, length);
}

/** Whether it has a `*_pass`. */
export function passesOn({ level }: Location): boolean {
  return level.lines.some(({ directive }) => isPass(directive.name));
}

const tables = new WeakMap<Level, Locations>();
const none = new Locations([]);

/** `ngx_http_core_location` of nginx's `src/http/ngx_http_core_module.c`. */
function readLocation(placed: Placed, outer: Level): Location {
  const { args } = placed.directive;
  const first = args[0]?.value ?? '';
  const modifier = args.length > 1 ? first : (/^(?:=|\^~|~\*|~)/.exec(first)?.[0] ?? '');
  // The modifier may be glued to the name: `=/x`, `~*\.php$`.
  const name = args[1]?.value ?? first.slice(modifier.length);
  const kind = kinds[modifier] ?? (name.startsWith('@') ? 'named' : 'prefix');
  const pattern = modifier === '' ? name : `${modifier} ${name}`;
  const level = outer.inside(placed);
  return { kind, pattern, name, placed, level, caseless: modifier === '~*' };
}

const kinds: Readonly<Record<string, LocationKind | undefined>> = {
  '=': 'exact',
  '^~': 'prefix-no-regex',
  '~': 'regex',
  '~*': 'regex',
};
