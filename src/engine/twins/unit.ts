import type { ServerBlock } from '../../nginx/model/index.ts';
import {
  type Block,
  type Configuration,
  type Directive,
  forEachDirective,
  type Placed,
} from '../../nginx/syntax/index.ts';

/** A block as it is written, comments and all: names, and the text between them. */
export type Words = readonly (Name | string)[];

/** A word that other servers may have another one for: a host, a group, an address. */
export interface Name {
  /** In lower case, as nginx compares it. */
  readonly name: string;
}

/** A block of `upstream`. */
export interface Group {
  readonly placed: Placed;
  /** Without the name in front of it. */
  readonly words: Words;
}

/** A server with the groups that it passes to. */
export interface Unit {
  readonly server: ServerBlock;
  readonly words: Words;
  /** In the order in which it first passes to them. */
  readonly groups: readonly Group[];
}

/** Reads servers and groups of a configuration, as far as their names go. */
export class UnitReader {
  private readonly named: ReadonlySet<string>;
  private readonly groups: ReadonlyMap<string, Group>;

  constructor({ names }: Configuration, groups: readonly Placed[]) {
    const goesByDisk = names.has('try_files') || names.has('if');
    const isNamed = (name: string): boolean =>
      name === 'server_name' || name.endsWith('_pass') || isPath(name, goesByDisk);
    this.named = new Set([...names].filter(isNamed));
    this.groups = new Map(
      groups.map((placed) => [
        placed.directive.args[0]?.value.toLowerCase() ?? '',
        { placed, words: wordsOf(placed, GROUP, writeAddress) },
      ]),
    );
  }

  read(server: ServerBlock): Unit {
    const used = new Set<Group>();
    const words = wordsOf(server.level.placed, this.named, (directive, written) => {
      const { name } = directive;
      if (name === 'server_name') writeHosts(directive, written);
      else if (!name.endsWith('_pass')) writePath(directive, written);
      else {
        const group = this.groups.get(writePass(directive, written) ?? '');
        if (group !== undefined) used.add(group);
      }
    });
    return { server, words, groups: [...used] };
  }
}

const GROUP = new Set(['server']);

/** Paths that nothing which is judged of a handshake goes by. Those of `root` may be the disk's matter. */
function isPath(name: string, goesByDisk: boolean): boolean {
  if (name === 'root' || name === 'alias') return !goesByDisk;
  return /^(?:access_log|error_log|ssl_certificate(?:_key)?)$/.test(name);
}

/** The words of a block; of directives of these names `write` says what the names are. */
function wordsOf(
  placed: Placed | undefined,
  named: ReadonlySet<string>,
  write: (directive: Directive, written: Written) => void,
): Words {
  const block = placed?.directive.block;
  if (block === undefined) return [];
  const written = new Written(block);
  forEachDirective(block, (directive) => {
    if (named.has(directive.name)) write(directive, written);
  });
  return written.toEnd();
}

/** The text of a block as far as it has been written. */
class Written {
  private readonly words: (Name | string)[] = [];
  private readonly chars: string;
  private readonly end: number;
  private next: number;

  constructor({ tree, span }: Block) {
    this.chars = tree.source.chars;
    this.next = span.start;
    this.end = span.end;
  }

  name(start: number, end: number): string {
    const name = this.chars.slice(start, end).toLowerCase();
    this.words.push(this.chars.slice(this.next, start), { name });
    this.next = end;
    return name;
  }

  path(start: number, end: number): void {
    const path = withoutDigits(this.chars.slice(start, end));
    this.words.push(this.chars.slice(this.next, start), path);
    this.next = end;
  }

  toEnd(): Words {
    this.words.push(this.chars.slice(this.next, this.end));
    return this.words;
  }
}

function writeHosts({ tree, nameToken, endToken }: Directive, written: Written): void {
  const { tokens, source } = tree;
  let index = tokens.nextWord(nameToken + 1, endToken);
  for (; index <= endToken; index = tokens.nextWord(index + 1, endToken)) {
    const [start, end] = [tokens.start(index), tokens.end(index)];
    if (/^[a-z0-9.-]+$/i.test(source.chars.slice(start, end))) written.name(start, end);
  }
}

/** The name that it hands back is a group's, or an address. */
function writePass(directive: Directive, written: Written): string | undefined {
  const [start, text] = firstWord(directive);
  const [, scheme = '', host] = PASS.exec(text) ?? [];
  if (host === undefined) return undefined;
  return written.name(start + scheme.length, start + scheme.length + host.length);
}

const PASS = /^([a-z]+:\/\/)?([\w.-]+(?::\d+)?)(?:\/[^$]*)?$/i;

function writeAddress(directive: Directive, written: Written): void {
  const [start, text] = firstWord(directive);
  if (/^[\w.:-]+$/.test(text)) written.name(start, start + text.length);
}

function writePath(directive: Directive, written: Written): void {
  const [start, text] = firstWord(directive);
  if (text !== '' && !text.includes('$')) written.path(start, start + text.length);
}

/** The first argument as it is written, and where it begins. */
function firstWord({ tree, nameToken, endToken }: Directive): [start: number, text: string] {
  const { tokens, source } = tree;
  const index = tokens.nextWord(nameToken + 1, endToken);
  if (index > endToken) return [0, ''];
  const start = tokens.start(index);
  return [start, source.chars.slice(start, tokens.end(index))];
}

/** Those of the server, and those of each of its groups. */
export function allWords({ words, groups }: Unit): readonly Words[] {
  return [words, ...groups.map((group) => group.words)];
}

/** The blocks of a server and of its groups. */
export function blocksOf({ server, groups }: Unit): Directive[] {
  return [server.level, ...groups].flatMap(({ placed }) => placed?.directive ?? []);
}

/** The lines of a server and of its groups, in an order that is the same for all that read alike. */
export function linesOf({ server, groups }: Unit): Pick<Placed, 'directive' | 'file'>[] {
  const lines: Pick<Placed, 'directive' | 'file'>[] = [];
  const blocks = [server.level.placed, ...groups.map(({ placed }) => placed)];
  for (const placed of blocks) {
    if (placed === undefined) continue;
    const { directive: owner, file } = placed;
    lines.push({ directive: owner, file });
    if (owner.block === undefined) continue;
    forEachDirective(owner.block, (directive) => lines.push({ directive, file }));
  }
  return lines;
}

/** Other numbers, and as many digits: what people number reads alike. */
export function withoutDigits(text: string): string {
  return text.replace(/\d/g, '0');
}
