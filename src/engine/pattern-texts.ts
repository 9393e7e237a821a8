import type { Node, ParsedPattern } from '../nginx/model/regex/index.ts';

/** What is made of a pattern besides its alternatives. */
export interface Taste {
  /** The letter that is taken wherever a set of bytes has it. */
  readonly letter: string;
  /** Whether what may be left out is written once, even where nothing asks for it. */
  readonly isFull: boolean;
  /** Whether what a lookaround asks for is written down, as something has to be there. */
  readonly looks: boolean;
}

/** Texts that a pattern of paths is likely to match: one for each of its alternatives. */
export function patternTexts(parsed: ParsedPattern, taste: Taste): string[] {
  const count = Math.min(variantsOf(parsed.root), MOST_ALTERNATIVES);
  return Array.from({ length: count }, (_, variant) =>
    joined(new Writer(parsed, taste).write(parsed.root, variant)),
  );
}

const MOST_ALTERNATIVES = 8;

/** How many texts show every alternative of a part; those beside one another are shown together. */
function variantsOf(node: Node): number {
  switch (node.kind) {
    case 'alternatives':
      return node.branches.reduce((total, branch) => total + variantsOf(branch), 0);
    case 'sequence':
      return Math.max(1, ...node.items.map(variantsOf));
    case 'capture':
    case 'atomic':
    case 'repeat':
    case 'look':
      return variantsOf(node.body);
    default:
      return 1;
  }
}

/** A piece of a text; what is spare may be left out. */
interface Piece {
  readonly text: string;
  readonly isSpare: boolean;
}

class Writer {
  readonly #names: ReadonlyMap<string, number>;
  readonly #taste: Taste;
  readonly #captured = new Map<number, Piece[]>();

  constructor({ names }: ParsedPattern, taste: Taste) {
    this.#names = names;
    this.#taste = taste;
  }

  /** The pieces of one variant of a part; where there are fewer, of its last. */
  write(node: Node, variant: number): Piece[] {
    switch (node.kind) {
      case 'bytes':
        return [{ text: charIn(node.source, this.#taste.letter), isSpare: false }];
      case 'assertion':
        return [];
      case 'reference': {
        const { group } = node;
        const number = typeof group === 'number' ? group : this.#names.get(group);
        return this.#captured.get(number ?? 0) ?? [];
      }
      case 'sequence':
        return node.items.flatMap((item) => this.write(item, variant));
      case 'alternatives':
        return this.#alternative(node.branches, variant);
      case 'capture': {
        const pieces = this.write(node.body, variant);
        this.#captured.set(node.group, pieces);
        return pieces;
      }
      case 'atomic':
        return this.write(node.body, variant);
      case 'look':
        return this.#taste.looks && !node.negative ? this.write(node.body, variant) : [];
      case 'repeat':
        return this.#repeat(node.body, node.min, variant);
    }
  }

  #alternative(branches: readonly Node[], variant: number): Piece[] {
    let before = 0;
    for (const branch of branches) {
      const count = variantsOf(branch);
      if (variant < before + count || branch === branches.at(-1)) {
        return this.write(branch, variant - before);
      }
      before += count;
    }
    return [];
  }

  #repeat(body: Node, min: number, variant: number): Piece[] {
    const once = this.write(body, variant);
    if (min > 0) return Array.from({ length: min }, () => once).flat();
    return this.#taste.isFull ? once : [{ text: joined(once), isSpare: true }];
  }
}

/** Pieces as a path: what is spare is there only between two slashes, which nginx would merge. */
function joined(pieces: readonly Piece[]): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    if (piece.isSpare && !(text.endsWith('/') && beginsWithSlash(pieces, index + 1))) continue;
    text += piece.text;
  }
  return text;
}

function beginsWithSlash(pieces: readonly Piece[], from: number): boolean {
  for (let index = from; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece !== undefined && !piece.isSpare) return piece.text.startsWith('/');
  }
  return false;
}

/** The characters of paths in the order of their use: a slash ends a part of a path, and is the last. */
const CHARACTERS =
  "abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~!$&'()*+,;=:@/";

/** A character out of a set; none where paths have none of its characters. */
function charIn(source: string, letter: string): string {
  if (source.length === 1) return source;
  const set = new RegExp(source);
  return [letter, ...CHARACTERS].find((char) => set.test(char)) ?? '';
}
