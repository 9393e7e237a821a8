import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { TokenKind } from './token.ts';
import type { TokenList } from './token-list.ts';
import { wordValue } from './value.ts';

/**
 * A text with its tokens, and the directives found in them. The directives only point at tokens, so
 * nothing of the text is lost in them: comments and white space are where the tokens say.
 */
export class Tree {
  readonly source: SourceText;
  readonly tokens: TokenList;
  /** The directives that stand in no block. */
  readonly root: Block;
  /** What this one is cast from: it differs in nothing but digits, and in no name of a directive. */
  readonly mould: Tree | undefined;

  constructor(source: SourceText, tokens: TokenList, mould?: Tree) {
    this.source = source;
    this.tokens = tokens;
    this.mould = mould;
    this.root = new Block(this, undefined, mould?.root);
  }
}

const nothing: readonly Directive[] = [];

/** No such token. */
export const none = -1;

/** One word of a directive after its name. */
export interface Argument {
  /** As it is written, with quotes and escapes. */
  readonly raw: string;
  /** As nginx takes it. `tree.source.show` makes it readable where it holds bytes. */
  readonly value: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** A name, its arguments, and `;` or a block. */
export class Directive {
  /** The block it stands in. */
  readonly parent: Block;
  /** The token of the name; that of the `{` where the name is missing. */
  readonly nameToken: number;
  /** The `;` or `{`, or the last word where neither was found. */
  readonly endToken: number;
  /** As nginx compares it: without quotes. Empty where a block has no name. */
  readonly name: string;
  readonly block: Block | undefined;
  private words: readonly Argument[] | undefined;

  /** `mould`: the directive that stands in its place in the tree that its own one is cast from. */
  constructor(
    parent: Block,
    nameToken: number,
    endToken: number,
    opensBlock: boolean,
    mould?: Directive,
  ) {
    this.parent = parent;
    this.nameToken = nameToken;
    this.endToken = endToken;
    this.block = opensBlock ? new Block(parent.tree, this, mould?.block) : undefined;
    const { source, tokens } = parent.tree;
    this.name = mould?.name ?? wordValue(source, tokens, nameToken);
    this.words = undefined;
  }

  get tree(): Tree {
    return this.parent.tree;
  }

  get nameSpan(): Span {
    return this.tree.tokens.span(this.nameToken);
  }

  get args(): readonly Argument[] {
    this.words ??= readWords(this);
    return this.words;
  }

  /** How many `args` there are; they need not be read for it. */
  get argumentCount(): number {
    if (this.words !== undefined) return this.words.length;
    const { tokens } = this.tree;
    let count = 0;
    let index = tokens.nextWord(this.nameToken + 1, this.endToken);
    for (; index <= this.endToken; index = tokens.nextWord(index + 1, this.endToken)) count += 1;
    return count;
  }

  /** From the name to the `;` or the `}`. */
  get span(): Span {
    const { tokens } = this.tree;
    const end = this.block === undefined ? tokens.end(this.endToken) : this.block.span.end;
    return { start: tokens.start(this.nameToken), end };
  }

  /** From the name to the `;` or the `{`. */
  get headSpan(): Span {
    const { tokens } = this.tree;
    return { start: tokens.start(this.nameToken), end: tokens.end(this.endToken) };
  }

  /** Whether a `;` or a block ends it, as it should. */
  get isEnded(): boolean {
    const end = this.tree.tokens.kind(this.endToken);
    return end === TokenKind.Semicolon || end === TokenKind.Open;
  }
}

/** What stands between braces, or the whole text where it is the root. */
export class Block {
  readonly tree: Tree;
  /** The directive that opens it; undefined for the root. */
  readonly owner: Directive | undefined;
  /** The `}`; `none` for the root and where it is missing. */
  closeToken: number;
  /** The block that stands in this one's place in the tree that is `tree.mould`. */
  readonly mould: Block | undefined;
  private read: readonly Directive[] | undefined;

  /** The parser fills in the `}` and the children when it meets the end of the block. */
  constructor(tree: Tree, owner: Directive | undefined, mould: Block | undefined) {
    this.tree = tree;
    this.owner = owner;
    this.closeToken = mould?.closeToken ?? none;
    this.mould = mould;
  }

  get children(): readonly Directive[] {
    this.read ??= this.mould?.children.map((child) => castIn(this, child)) ?? nothing;
    return this.read;
  }

  set children(read: readonly Directive[]) {
    this.read = read;
  }

  /** The `{`; `none` for the root. */
  get openToken(): number {
    return this.owner?.endToken ?? none;
  }

  /** With its braces; to the end of the text where the `}` is missing. */
  get span(): Span {
    const { tokens, source } = this.tree;
    return {
      start: this.openToken === none ? 0 : tokens.start(this.openToken),
      end: this.closeToken === none ? source.length : tokens.end(this.closeToken),
    };
  }

  /** Where its body is in another language (Lua): what stands between the braces. */
  get foreign(): Span | undefined {
    const { tokens } = this.tree;
    const first = this.openToken + 1;
    if (this.openToken === none || tokens.kind(first) !== TokenKind.Foreign) return undefined;
    return tokens.span(first);
  }
}

function castIn(parent: Block, mould: Directive): Directive {
  const { nameToken, endToken, block } = mould;
  return new Directive(parent, nameToken, endToken, block !== undefined, mould);
}

// Read when first asked for: of most directives nobody ever asks.
function readWords({ tree, nameToken, endToken }: Directive): readonly Argument[] {
  const { source, tokens } = tree;
  let index = tokens.nextWord(nameToken + 1, endToken);
  if (index > endToken) return noArguments;
  const args: Word[] = [];
  for (; index <= endToken; index = tokens.nextWord(index + 1, endToken)) {
    args.push(new Word(tree, index, wordValue(source, tokens, index)));
  }
  // Just as long as it has to be: what has grown by push has room for 16 more, and is kept. Measured
  // on a thousand servers: 3 MB.
  return args.slice();
}

const noArguments: readonly Argument[] = [];

/** Of tens of thousands of words nearly all are only asked for their value. */
class Word implements Argument {
  readonly value: string;
  private readonly tree: Tree;
  private readonly token: number;

  constructor(tree: Tree, token: number, value: string) {
    this.value = value;
    this.tree = tree;
    this.token = token;
  }

  get raw(): string {
    const { start, end } = this.span;
    return this.tree.source.chars.slice(start, end);
  }

  get quoted(): boolean {
    return this.tree.tokens.kind(this.token) !== TokenKind.Word;
  }

  get span(): Span {
    return this.tree.tokens.span(this.token);
  }
}
