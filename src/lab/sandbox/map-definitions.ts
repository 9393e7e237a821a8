import type { Line } from './line.ts';
import { quoted } from './private-text.ts';
import type { Rewriting } from './rewriting.ts';
import { ofUserPorts } from './server-port.ts';

/** A map that a line is led through. */
export interface Definition {
  /** What it is for, as a part of its variable's name. */
  readonly what: string;
  /** With variables, as nginx reads it. */
  readonly source: string;
  readonly otherwise: string;
  /** Without variables. */
  readonly entries: ReadonlyMap<string, string>;
}

type Context = 'http' | 'stream';

/** nginx's own is the size of a cache line of the processor: this, on old ones half of it. */
const USUAL_BUCKET_BYTES = 64;

/** The maps that a sandbox adds to `http` and to `stream`. */
export class MapDefinitions {
  private readonly texts: Record<Context, string[]> = { http: [], stream: [] };
  private readonly longest: Record<Context, number> = { http: 0, stream: 0 };
  private readonly sizes: Record<Context, Map<string, string>> = {
    http: new Map(),
    stream: new Map(),
  };
  private readonly into: Rewriting;

  constructor(into: Rewriting) {
    this.into = into;
  }

  /** Gives the name of the variable that has the value. It is asked for anew at each use. */
  define(line: Line, { what, source, otherwise, entries }: Definition): string {
    const context = line.isStream ? 'stream' : 'http';
    const name = this.into.ownName(what);
    // nginx compares the keys of a map without regard to case, and refuses one that is there twice.
    const distinct = new Map(Array.from(entries, (entry) => [entry[0].toLowerCase(), entry]));
    const text = Array.from(distinct.values(), ([from, to]) => `${quoted(from)} ${quoted(to)};`);
    const lengths = Array.from(distinct.keys(), (key) => key.length);
    this.longest[context] = Math.max(this.longest[context], ...lengths);
    this.add(
      context,
      `map ${quoted(ofUserPorts(source))} $${name} { volatile; default ${quoted(otherwise)}; ${text.join(' ')} }`,
    );
    return name;
  }

  /** A definition in nginx's words. */
  add(context: Context, text: string): void {
    this.texts[context].push(text);
  }

  /** Takes over a line about the sizes of maps, which has to stand before all maps, ours too. */
  takeOver(line: Line): void {
    const { name, args } = line.directive;
    this.sizes[line.isStream ? 'stream' : 'http'].set(name, args.map(({ raw }) => raw).join(' '));
    this.into.leaveOut(line);
  }

  /** All of them for one context, and room for the longest key. */
  finish(context: Context): string {
    // As `ngx_hash_init` counts: a pointer, the key with its length, and the pointer that ends a bucket.
    const needed = 8 * Math.ceil((this.longest[context] + 2) / 8) + 16;
    const sizes = new Map(this.sizes[context]);
    const written = Number(sizes.get(BUCKET_SIZE) ?? USUAL_BUCKET_BYTES);
    if (needed > written) sizes.set(BUCKET_SIZE, `${needed}`);
    const lines = Array.from(sizes, ([name, words]) => `${name} ${words};`);
    return [...lines, ...this.texts[context]].join(' ');
  }
}

const BUCKET_SIZE = 'map_hash_bucket_size';
