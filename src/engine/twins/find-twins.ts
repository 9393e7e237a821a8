import type { Model, ServerBlock } from '../../nginx/model/index.ts';
import type { Configuration, Directive } from '../../nginx/syntax/index.ts';
import { allWords, directivesOf, type Unit, UnitReader } from './unit.ts';

/**
 * Servers that differ in nothing but the numbers in names and addresses of their own: what a machine
 * wrote for each of a thousand sites. What is found in one is found in the others.
 */
export type Twins = ReadonlyMap<ServerBlock, Twin>;

/** A server, and the first that is like it. */
export interface Twin {
  readonly own: Unit;
  readonly first: Unit;
}

const NO_TWINS: Twins = new Map();

/** With fewer servers there is little to be won: of a hundred, a twentieth of the time. */
const LEAST_SERVERS = 100;

/** A line that may treat a request by the very name of its host is one of these, and looks at that. */
const HOST =
  /\$\{?(?:(?:http_|proxy_|ssl_server_)?(?:host|name)|http_(?:origin|referer)|server_name|hostname|\w*preread\w*|upstream_\w+|document_root|realpath_root|request_filename)\b/i;
const LOOKING = new Set(['map', 'geo', 'split_clients', 'if', 'set', 'valid_referers']);

/** Finds the servers that are judged by the first of their kind. */
export function findTwins(model: Model, least: number = LEAST_SERVERS): Twins {
  const { http, listeners, configuration } = model;
  if (http === undefined || listeners === undefined) return NO_TWINS;
  if (listeners.servers.length < least) return NO_TWINS;
  const reader = new UnitReader(configuration, http.named('upstream'));
  const units = listeners.servers.map((server) => reader.read(server));
  const outside = wordsOutside(configuration, new Set(units.flatMap(directivesOf)));
  if (outside === undefined) return NO_TWINS;
  const owners = new Owners(outside, portsOf(model));
  for (const unit of units) owners.take(unit);
  const defaults = new Set(listeners.sockets.map(({ defaultServer }) => defaultServer.server));
  const firstByText = new Map<string, Unit>();
  const twins = new Map<ServerBlock, Twin>();
  for (const unit of units) {
    if (defaults.has(unit.server) || !owners.hasOwnHosts(unit)) continue;
    const text = owners.textOf(unit);
    const first = firstByText.get(text);
    if (first === undefined) firstByText.set(text, unit);
    else twins.set(unit.server, { own: unit, first });
  }
  return twins;
}

/** Which unit a name is of. One that is written outside of them, too, or in two of them, is nobody's. */
class Owners {
  private readonly owners = new Map<string, Unit | undefined>();
  private readonly outside: ReadonlySet<string>;
  private readonly ports: ReadonlySet<string>;

  constructor(outside: ReadonlySet<string>, ports: ReadonlySet<string>) {
    this.outside = outside;
    this.ports = ports;
  }

  take(unit: Unit): void {
    for (const { names } of allWords(unit)) {
      for (const name of names) {
        const known = this.owners.get(name);
        if (known === unit) continue;
        const isFree = known === undefined && !this.owners.has(name);
        this.owners.set(name, isFree && !this.isElsewhere(name) ? unit : undefined);
      }
    }
  }

  /** Whether all that it is asked for by is its own: of two servers with one name the first gets it. */
  hasOwnHosts(unit: Unit): boolean {
    return unit.server.names.every(
      ({ kind, text }) => kind === 'exact' && this.owners.get(text) === unit,
    );
  }

  /**
   * What two units have in common that differ only in the numbers of names of their own: also which of
   * these are one name, and which are those of the groups.
   */
  textOf(unit: Unit): string {
    const parts: (string | number)[] = [];
    const seen = new Map<string, number>();
    for (const { names, rest } of allWords(unit)) {
      parts.push(rest);
      for (const name of names) {
        if (!seen.has(name)) seen.set(name, seen.size);
        parts.push(this.owners.get(name) === unit ? fixedPartOf(name) : name, seen.get(name) ?? 0);
      }
    }
    for (const { name } of unit.groups) parts.push(seen.get(name) ?? 0);
    return parts.join('\n');
  }

  private isElsewhere(name: string): boolean {
    const { port } = addressIn(name);
    return this.outside.has(name) || (port !== undefined && this.ports.has(port));
  }
}

/** Ports that mean something by their number, and those that nginx itself listens on. */
function portsOf({ listeners, streamListeners }: Model): Set<string> {
  const ports = new Set(['80', '443']);
  for (const { address } of [...(listeners?.sockets ?? []), ...(streamListeners?.sockets ?? [])]) {
    if (address.kind !== 'unix') ports.add(String(address.port));
  }
  return ports;
}

/** The words outside of these blocks; undefined where a line anywhere may tell hosts apart by them. */
function wordsOutside(
  { files, names }: Configuration,
  units: ReadonlySet<Directive>,
): Set<string> | undefined {
  const words = new Set<string>();
  const mayTellInside = ['if', 'set', 'valid_referers'].some((name) => names.has(name));
  // The list grows while it is gone through: blocks may nest deeper than the stack reaches.
  const blocks = files.map(({ tree }) => ({ block: tree.root, isOutside: true }));
  for (const { block, isOutside } of blocks) {
    for (const directive of block.children) {
      if (LOOKING.has(directive.name) && looksAtHost(directive)) return undefined;
      const isWithout = isOutside && !units.has(directive);
      if (isWithout) addWords(words, headOf(directive));
      if (directive.block === undefined || !(isWithout || mayTellInside)) continue;
      blocks.push({ block: directive.block, isOutside: isWithout });
    }
  }
  return words;
}

function looksAtHost({ name, args }: Directive): boolean {
  return name === 'valid_referers' || args.some(({ value }) => HOST.test(value));
}

function addWords(words: Set<string>, text: string): void {
  for (const [word] of text.toLowerCase().matchAll(/[\w.-]+(?::\d+)?/g)) {
    words.add(word);
    words.add(word.replace(/:\d+$/, ''));
  }
}

function headOf({ tree, headSpan }: Directive): string {
  return tree.source.chars.slice(headSpan.start, headSpan.end);
}

/** An address is the same in twins: of a host that is one, and of a port that is none, something may be said. */
function fixedPartOf(name: string): string {
  const { host, port } = addressIn(name);
  const fixed = /^[\d.]+$/.test(host) ? host : '';
  return port === undefined || isPort(Number(port)) ? fixed : `${fixed}:${port}`;
}

function addressIn(name: string): { host: string; port: string | undefined } {
  const colon = name.lastIndexOf(':');
  if (colon === -1) return { host: name, port: undefined };
  return { host: name.slice(0, colon), port: name.slice(colon + 1) };
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
