import { remembered } from '../../checks/remembered.ts';
import { type Block, type Directive, forEachDirective } from '../../nginx/syntax/index.ts';

/** A block as it is written, comments and all: the names in it, and what stands between them. */
export interface Words {
  /** Hosts, groups and addresses, in lower case, as nginx compares them. */
  readonly names: readonly string[];
  /** The same number for blocks that differ only in the numbers of these names, and of paths. */
  readonly rest: number;
}

/** What the words of a directive are. All of them are hosts; of the others it is the first word. */
export type Kind = 'host' | 'target' | 'address' | 'path';

export const NO_WORDS: Words = { names: [], rest: -1 };

/** A word that holds a name or a path. */
interface Spot {
  /** Counted from the `{` of its block. */
  readonly token: number;
  readonly kind: Kind;
}

/** What blocks have in common that read alike but for numbers. */
interface Shape {
  readonly id: number;
  readonly spots: readonly Spot[];
}

/**
 * Reads blocks of one sort. Where a block has its names is looked up directive by directive in the first
 * that is written so: those that differ in numbers alone have the same tokens.
 */
export class WordsReader {
  private readonly kindOf: (directive: string) => Kind | undefined;
  private readonly shapes = new Map<string, Shape>();
  private readonly shapeOf = remembered((mould: Block) => this.shapeIn(mould));
  private readonly rests = new Map<string, number>();

  constructor(kindOf: (directive: string) => Kind | undefined) {
    this.kindOf = kindOf;
  }

  read(block: Block): Words {
    const { openToken, span } = block;
    const { tokens, source } = block.tree;
    const { chars } = source;
    const { id, spots } = this.shapeOf(block.mould ?? block);
    const names: string[] = [];
    let rest = String(id);
    let next = span.start;
    for (const { token, kind } of spots) {
      const start = tokens.start(openToken + token);
      const end = tokens.end(openToken + token);
      const word = chars.slice(start, end);
      const [from, to] = kind === 'target' ? hostIn(word) : [0, word.length];
      rest += `${chars.slice(next, start + from)}\n`;
      next = start + to;
      if (kind !== 'path') names.push(word.slice(from, to).toLowerCase());
    }
    return { names, rest: this.numberOf(rest + chars.slice(next, span.end)) };
  }

  /** Short, and of a thousand blocks that read alike only one text is kept. */
  private numberOf(rest: string): number {
    const known = this.rests.get(rest);
    if (known !== undefined) return known;
    this.rests.set(rest, this.rests.size);
    return this.rests.size - 1;
  }

  private shapeIn(block: Block): Shape {
    const { start, end } = block.span;
    // A function takes V8 half as long as a text, measured on a thousand files after the start.
    const key = block.tree.source.chars.slice(start, end).replace(/\d+/g, () => '0');
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    const shape = { id: this.shapes.size, spots: spotsIn(block, this.kindOf) };
    this.shapes.set(key, shape);
    return shape;
  }
}

function spotsIn(block: Block, kindOf: (directive: string) => Kind | undefined): Spot[] {
  const spots: Spot[] = [];
  forEachDirective(block, (directive) => {
    const kind = kindOf(directive.name);
    if (kind === undefined) return;
    for (const token of wordTokens(directive)) {
      if (HOLDS[kind].test(wordAt(directive, token))) {
        spots.push({ token: token - block.openToken, kind });
      }
      if (kind !== 'host') return;
    }
  });
  return spots;
}

/** Which words are what they are taken for, whatever their numbers are. */
const HOLDS: Readonly<Record<Kind, RegExp>> = {
  host: /^[a-z\d.-]+$/i,
  target: /^(?:[a-z]+:\/\/)?[\w.-]+(?::\d+)?(?:\/[^$]*)?$/i,
  address: /^[\w.:-]+$/,
  path: /^[^$]+$/,
};

/** Where the group or the address is in what is passed to. */
function hostIn(target: string): [from: number, to: number] {
  const scheme = target.indexOf('://');
  const from = scheme === -1 ? 0 : scheme + '://'.length;
  const path = target.indexOf('/', from);
  return [from, path === -1 ? target.length : path];
}

function* wordTokens({ tree, nameToken, endToken }: Directive): Generator<number> {
  const { tokens } = tree;
  let index = tokens.nextWord(nameToken + 1, endToken);
  for (; index <= endToken; index = tokens.nextWord(index + 1, endToken)) yield index;
}

function wordAt({ tree }: Directive, token: number): string {
  const { start, end } = tree.tokens.span(token);
  return tree.source.chars.slice(start, end);
}
