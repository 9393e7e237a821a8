import type { ServerBlock } from '../../nginx/model/index.ts';
import {
  type Argument,
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

/** Reads a server. `groups` are the blocks of `upstream` by their names in lower case. */
export function readUnit(
  server: ServerBlock,
  groups: ReadonlyMap<string, Group>,
  goesByDisk: boolean,
): Unit {
  const used = new Set<Group>();
  const words = wordsOfBlock(server.level.placed, ({ name, args }, write) => {
    if (name === 'server_name') {
      for (const host of args) if (/^[a-z0-9.-]+$/i.test(host.value)) write.name(host);
    } else if (name.endsWith('_pass')) {
      const [url] = args;
      const host = url && !url.quoted ? PASS.exec(url.raw)?.groups?.['host'] : undefined;
      if (url === undefined || host === undefined) return;
      write.name(url, url.raw.indexOf(host), host.length);
      const group = groups.get(host.toLowerCase());
      if (group !== undefined) used.add(group);
    } else if (PATHS.has(name) || (!goesByDisk && ROOTS.has(name))) {
      const [path] = args;
      if (path !== undefined && !path.value.includes('$')) write.path(path);
    }
  });
  return { server, words, groups: [...used] };
}

/** Reads a block of `upstream`. */
export function readGroup(placed: Placed): Group {
  const words = wordsOfBlock(placed, ({ name, args }, write) => {
    if (name === 'server' && args[0] !== undefined) write.name(args[0]);
  });
  return { placed, words };
}

const PASS = /^(?:[a-z]+:\/\/)?(?<host>[\w.-]+(?::\d+)?)(?:\/[^$]*)?$/i;

/** Paths that nothing which is judged of a handshake goes by. Those of `root` are the disk's matter. */
const PATHS = new Set(['access_log', 'error_log', 'ssl_certificate', 'ssl_certificate_key']);
const ROOTS = new Set(['root', 'alias']);

interface Writer {
  /** An argument, or so many of its characters, is a name. */
  readonly name: (word: Argument, from?: number, length?: number) => void;
  /** Of an argument the digits do not matter. */
  readonly path: (word: Argument) => void;
}

/** The text of a block, with the names that are met in it. */
function wordsOfBlock(
  placed: Placed | undefined,
  visit: (directive: Directive, write: Writer) => void,
): Words {
  const block = placed?.directive.block;
  if (block === undefined) return [];
  const { chars } = block.tree.source;
  const { start, end } = block.span;
  const words: (Name | string)[] = [];
  let written = start;
  const write: Writer = {
    name: ({ span, value }, from = 0, length = span.end - span.start) => {
      const first = span.start + from;
      words.push(chars.slice(written, first), {
        name: value.slice(from, from + length).toLowerCase(),
      });
      written = first + length;
    },
    path: ({ span, value }) => {
      words.push(chars.slice(written, span.start), withoutDigits(value));
      written = span.end;
    },
  };
  forEachDirective(block, (directive) => visit(directive, write));
  words.push(chars.slice(written, end));
  return words;
}

/** Those of the server, and those of each of its groups. */
export function wordsOf({ words, groups }: Unit): readonly Words[] {
  return [words, ...groups.map((group) => group.words)];
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
