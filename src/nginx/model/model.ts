import type { Configuration, Placed } from '../syntax/configuration.ts';
import { type DerivedVariable, readGeo, readMap, readSplitClients } from './derived/index.ts';
import { type FileFacts, noFileFacts } from './file-facts.ts';
import { Level } from './level.ts';
import { Listeners } from './listen/index.ts';
import { compilePcre, type PcreRegex, type RegexRefusal } from './regex/index.ts';
import { Upstreams } from './upstream/index.ts';
import { type UriDialect, uriDialect } from './uri/index.ts';
import { foreignVariables } from './variables/foreign.ts';
import { SetNames } from './variables/set-names.ts';

export interface ModelOptions {
  /** The version of nginx, such as `1.26.3`: defaults and rules differ. */
  readonly version: string;
  /** What nginx would find on its disk. Nothing is known of it when left out. */
  readonly fileFacts?: FileFacts;
  /** nginx's prefix, against which relative paths are read; they stay relative when left out. */
  readonly prefix?: string;
}

/**
 * What a configuration means to one version of nginx. Little of it is read before a request asks for
 * it.
 */
export class Model {
  readonly configuration: Configuration;
  readonly version: string;
  readonly uriDialect: UriDialect;
  readonly fileFacts: FileFacts;
  readonly prefix: string | undefined;
  readonly main: Level;
  /** Undefined where the configuration has no `http` block. */
  readonly http: Level | undefined;
  readonly listeners: Listeners | undefined;
  readonly upstreams: Upstreams | undefined;
  private readonly regexes = new Map<string, PcreRegex | RegexRefusal>();
  private readonly caselessRegexes = new Map<string, PcreRegex | RegexRefusal>();
  private ofStream: Listeners | undefined;
  private derivedVariables: ReadonlyMap<string, DerivedVariable> | undefined;
  private foreign: ReadonlyMap<string, Placed> | undefined;
  private readonly setNames: SetNames;

  constructor(configuration: Configuration, options: ModelOptions) {
    this.configuration = configuration;
    this.version = options.version;
    this.uriDialect = uriDialect(options.version);
    this.fileFacts = options.fileFacts ?? noFileFacts;
    this.prefix = options.prefix;
    this.main = Level.main(configuration);
    this.http = this.main.blocks('http')[0];
    this.listeners = this.http && new Listeners(this.http);
    this.upstreams = this.http && new Upstreams(this.http, this.version);
    this.setNames = new SetNames(configuration);
  }

  /** What the servers of `stream` listen on; undefined where the configuration has no such block. */
  get streamListeners(): Listeners | undefined {
    const stream = this.main.blocks('stream')[0];
    this.ofStream ??= stream && new Listeners(stream);
    return this.ofStream;
  }

  /** A regular expression of the configuration, compiled once. */
  regex(pattern: string, caseless: boolean): PcreRegex | RegexRefusal {
    const regexes = caseless ? this.caselessRegexes : this.regexes;
    const compiled = regexes.get(pattern);
    if (compiled !== undefined) return compiled;
    const regex = compilePcre(pattern, { caseless });
    regexes.set(pattern, regex);
    return regex;
  }

  /** A variable that a `map`, `geo` or `split_clients` of http defines; `name` in lower case. */
  derivedVariable(name: string): DerivedVariable | undefined {
    this.derivedVariables ??= this.readDerived();
    return this.derivedVariables.get(name);
  }

  /** The line that has Lua, njs or the like define a variable. */
  foreignVariable(name: string): Placed | undefined {
    this.foreign ??= foreignVariables(this.http);
    return this.foreign.get(name);
  }

  /** Whether a `set` or a named group anywhere defines a variable. */
  isSomewhereSet(name: string): boolean {
    return this.setNames.has(name);
  }

  private readDerived(): ReadonlyMap<string, DerivedVariable> {
    const found = new Map<string, DerivedVariable>();
    const { http } = this;
    if (http === undefined) return found;
    for (const [block, read] of READERS) {
      for (const placed of http.named(block)) {
        const variable = read(placed, this.configuration);
        if (variable !== undefined) found.set(variable.name, variable);
      }
    }
    return found;
  }
}

const READERS = [
  ['map', readMap],
  ['geo', readGeo],
  ['split_clients', readSplitClients],
] as const;
