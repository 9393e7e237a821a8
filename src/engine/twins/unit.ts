import type { ServerBlock } from '../../nginx/model/index.ts';
import type { Configuration, Directive, Placed } from '../../nginx/syntax/index.ts';
import { type Kind, NO_WORDS, type Words, WordsReader } from './words.ts';

/** A block of `upstream`. */
export interface Group {
  /** In lower case. */
  readonly name: string;
  readonly placed: Placed;
  /** Without the name in front of it. */
  readonly words: Words;
}

/** A server with the groups that it passes to. */
export interface Unit {
  readonly server: ServerBlock;
  readonly words: Words;
  /** In the order in which it first names them. */
  readonly groups: readonly Group[];
}

/** Reads servers and groups of a configuration, as far as their names go. */
export class UnitReader {
  private readonly servers: WordsReader;
  private readonly groups: ReadonlyMap<string, Group>;

  constructor({ names }: Configuration, groups: readonly Placed[]) {
    const goesByDisk = names.has('try_files') || names.has('if');
    this.servers = new WordsReader((name) => kindInServer(name, goesByDisk));
    const addresses = new WordsReader((name) => (name === 'server' ? 'address' : undefined));
    this.groups = new Map(
      groups.map((placed) => {
        const { args, block } = placed.directive;
        const words = block === undefined ? NO_WORDS : addresses.read(block);
        const name = args[0]?.value.toLowerCase() ?? '';
        return [name, { name, placed, words }];
      }),
    );
  }

  read(server: ServerBlock): Unit {
    const block = server.level.placed?.directive.block;
    const words = block === undefined ? NO_WORDS : this.servers.read(block);
    const groups = new Set(words.names.flatMap((name) => this.groups.get(name) ?? []));
    return { server, words, groups: [...groups] };
  }
}

/** Paths are those that nothing which is judged of a handshake goes by. A `root` may be the disk's matter. */
function kindInServer(name: string, goesByDisk: boolean): Kind | undefined {
  if (name === 'server_name') return 'host';
  if (name.endsWith('_pass')) return 'target';
  if (name === 'root' || name === 'alias') return goesByDisk ? undefined : 'path';
  return /^(?:access_log|error_log|ssl_certificate(?:_key)?)$/.test(name) ? 'path' : undefined;
}

/** Those of the server, and those of each of its groups. */
export function allWords({ words, groups }: Unit): readonly Words[] {
  return [words, ...groups.map((group) => group.words)];
}

/** The blocks of a server and of its groups. */
export function blocksOf({ server, groups }: Unit): Placed[] {
  return [server.level, ...groups].flatMap(({ placed }) => placed ?? []);
}

/** What opens them. */
export function directivesOf(unit: Unit): Directive[] {
  return blocksOf(unit).map(({ directive }) => directive);
}
