import { type Context, opensContext } from '../catalog/context.ts';
import { formsOf } from '../catalog/directive-form.ts';
import { type Inheritance, inheritanceOf, sharesPlaceWith } from '../catalog/inheritance.ts';
import type { Configuration, Placed } from '../syntax/configuration.ts';

/**
 * A block of directives, or what stands outside all blocks: a level of nginx's configuration. What
 * stands in it is looked at when it is first asked for, since a request meets few of a thousand servers.
 */
export class Level {
  readonly configuration: Configuration;
  readonly context: Context;
  /** The directive that opens the block; undefined for `main`. */
  readonly placed: Placed | undefined;
  readonly parent: Level | undefined;
  /** Of all directives of the configuration. */
  private readonly names: ReadonlySet<string>;
  private own: Lines | undefined;
  private inner: Map<Placed, Level> | undefined;

  private constructor(
    configuration: Configuration,
    context: Context,
    placed: Placed | undefined,
    parent: Level | undefined,
  ) {
    this.configuration = configuration;
    this.context = context;
    this.placed = placed;
    this.parent = parent;
    this.names = parent === undefined ? configuration.names : parent.names;
  }

  /** The outermost level of a configuration. */
  static main(configuration: Configuration): Level {
    return new Level(configuration, 'main', undefined, undefined);
  }

  /** All directives of the block, those of its includes at their places, in nginx's order. */
  get lines(): readonly Placed[] {
    return (this.own ?? this.read()).all;
  }

  /** Those of the lines that open a block. */
  get blockLines(): readonly Placed[] {
    return (this.own ?? this.read()).blocks;
  }

  /** Names that stand in it more than once. */
  get repeated(): readonly string[] {
    const names: string[] = [];
    for (const [name, { length }] of (this.own ?? this.read()).byName) {
      if (length > 1) names.push(name);
    }
    return names;
  }

  /** The directives of the block with this name, in nginx's order. */
  named(name: string): readonly Placed[] {
    return (this.own ?? this.read()).byName.get(name) ?? nothing;
  }

  /** The last of them, which is the one that nginx would have refused a second one of. */
  last(name: string): Placed | undefined {
    return this.named(name).at(-1);
  }

  /** The level inside a block that stands in this one; the same one each time. */
  inside(block: Placed): Level {
    const known = this.inner?.get(block);
    if (known !== undefined) return known;
    const context = opensContext(block.directive.name, this.context);
    if (context === undefined) {
      throw new Error(`"${block.directive.name}" opens no level in ${this.context}.`);
    }
    const level = new Level(this.configuration, context, block, this);
    this.inner ??= new Map();
    this.inner.set(block, level);
    return level;
  }

  /** The levels inside the blocks of this name. */
  blocks(name: string): Level[] {
    return this.named(name)
      .filter(({ directive }) => directive.block !== undefined)
      .map((block) => this.inside(block));
  }

  /**
   * The lines of a directive that are in effect at this level, its own or taken over from the levels
   * around it, by the directive's way of inheritance. Empty where its default holds.
   */
  effective(name: string): readonly Placed[] {
    // Four of five that are asked for stand nowhere: no level needs to be searched for them.
    if (!this.names.has(name)) return nothing;
    const { way, rivals } = inheritance(name, this.context);
    if (way === 'none') return this.named(name);
    if (way === 'merged') return this.merged(name);
    for (let level: Level = this; ; ) {
      const own = level.named(name);
      if (own.length > 0 || level.parent === undefined) return own;
      if (rivals.some((rival) => level.has(rival)) || !handsDown(way, level.context))
        return nothing;
      level = level.parent;
    }
  }

  private has(name: string): boolean {
    return (this.own ?? this.read()).byName.has(name);
  }

  private merged(name: string): readonly Placed[] {
    const outer = this.parent?.merged(name) ?? nothing;
    return outer.length === 0 ? this.named(name) : [...outer, ...this.named(name)];
  }

  private read(): Lines {
    const own = readLines(this.configuration.children(this.placed));
    this.own = own;
    return own;
  }
}

const nothing: readonly Placed[] = [];

/** Whether a level of this context takes over what stands around it. */
function handsDown(way: Inheritance, context: Context): boolean {
  if (way === 'unnamed') return isUnnamed(context);
  return way !== 'if' || context === 'location-if';
}

interface Lines {
  readonly all: readonly Placed[];
  readonly blocks: readonly Placed[];
  readonly byName: ReadonlyMap<string, readonly Placed[]>;
}

function readLines(all: readonly Placed[]): Lines {
  const byName = new Map<string, Placed[]>();
  const blocks: Placed[] = [];
  for (const placed of all) {
    const { name, block } = placed.directive;
    if (block !== undefined) blocks.push(placed);
    const same = byName.get(name);
    if (same) same.push(placed);
    else byName.set(name, [placed]);
  }
  return { all, blocks, byName };
}

/** `if` and `limit_except` are locations without a name (`clcf->noname`) to nginx. */
export function isUnnamed(context: Context): boolean {
  return context === 'server-if' || context === 'location-if' || context === 'limit-except';
}

/** How a directive is taken over, and the names that fill the same place. */
interface Way {
  readonly way: Inheritance;
  readonly rivals: readonly string[];
}

// By name, then by context: looked up for every directive at every level.
const ways = new Map<string, Map<Context, Way>>();

function inheritance(name: string, context: Context): Way {
  const ofName = ways.get(name) ?? new Map<Context, Way>();
  const known = ofName.get(context);
  if (known !== undefined) return known;
  const forms = formsOf(name);
  // A level may take over what may not stand in it (`proxy_set_header` in `if`).
  const form = forms.find(({ contexts }) => contexts.includes(context)) ?? forms[0];
  const way: Way =
    form === undefined
      ? { way: 'unknown', rivals: [] }
      : { way: inheritanceOf(form), rivals: sharesPlaceWith(form) };
  ways.set(name, ofName.set(context, way));
  return way;
}
