import { SourceText } from '../../text/source-text.ts';
import { lex } from './lexer.ts';
import type { ParseLimits } from './limits.ts';
import { parseLimits } from './limits.ts';
import { reportMissingSemicolon, suspectMissingSemicolon } from './missing-semicolon.ts';
import { PendingChildren } from './pending-children.ts';
import type { Problem } from './problem.ts';
import { ProblemList } from './problem.ts';
import { TokenKind } from './token.ts';
import type { Block } from './tree.ts';
import { Directive, none, Tree } from './tree.ts';
import { UnclosedBlocks } from './unclosed-blocks.ts';

export interface Parsed {
  readonly tree: Tree;
  /** In the order of the text. Without an `error` among them, nginx's reader accepts the text. */
  readonly problems: readonly Problem[];
}

/**
 * Reads one file of a configuration. It never throws for what it is given to read: the tree holds
 * every character, and what nginx would refuse is listed. Bytes are kept as bytes; a string is kept
 * as it is.
 */
export function parse(
  input: string | Uint8Array | SourceText,
  limits: Partial<ParseLimits> = {},
): Parsed {
  const source = toSource(input);
  const inEffect = { ...parseLimits, ...limits };
  const problems = new ProblemList(inEffect.problems);
  reportByteOrderMark(source, problems);
  const { tokens, statements } = lex(source, inEffect, problems);
  const tree = new Tree(source, tokens);
  new Parser(tree, inEffect, problems).run(statements);
  return { tree, problems: problems.inOrder() };
}

function toSource(input: string | Uint8Array | SourceText): SourceText {
  if (typeof input === 'string') return SourceText.fromString(input);
  return input instanceof SourceText ? input : SourceText.fromBytes(input);
}

function reportByteOrderMark(source: SourceText, problems: ProblemList): void {
  const mark = source.holdsBytes ? '\xef\xbb\xbf' : '\ufeff';
  if (!source.chars.startsWith(mark)) return;
  problems.add(
    'byte-order-mark',
    { start: 0, end: mark.length },
    'The file begins with a byte order mark, which nginx takes for part of the first word. Save it as UTF-8 without one.',
  );
}

/**
 * Finds the directives in the statements. Blocks are kept on lists, so depth costs no stack.
 */
class Parser {
  private readonly tree: Tree;
  private readonly limits: ParseLimits;
  private readonly problems: ProblemList;
  private readonly unclosed: UnclosedBlocks;
  private readonly open: Block[] = [];
  private block: Block;
  // Open blocks within one that is too deep to be read.
  private skipped = 0;

  constructor(tree: Tree, limits: ParseLimits, problems: ProblemList) {
    this.tree = tree;
    this.limits = limits;
    this.problems = problems;
    this.unclosed = new UnclosedBlocks(tree, problems);
    this.block = tree.root;
    pending.start();
  }

  /** `statements` as `Lexed` has them. */
  run(statements: readonly number[]): void {
    const { tokens } = this.tree;
    for (let at = 0; at < statements.length; at += 4) {
      const name = statements[at] ?? none;
      const last = statements[at + 1] ?? none;
      const end = statements[at + 2] ?? none;
      const broken = statements[at + 3] === 1;
      const kind = tokens.kind(end);
      if (end === tokens.count) this.endOfText(name, last, broken);
      else if (kind === TokenKind.Semicolon) this.semicolon(name, end, broken);
      else if (kind === TokenKind.Open) this.openBlock(name, end, broken);
      else this.closeBlock(name, last, end, broken);
    }
  }

  private semicolon(name: number, index: number, broken: boolean): void {
    if (name !== none) {
      this.finish(name, index, false, broken);
      return;
    }
    this.problems.add(
      'unexpected-semicolon',
      this.tree.tokens.span(index),
      'Got ";" where a directive should begin; nginx knows no empty directive. Remove it.',
    );
  }

  private openBlock(name: number, index: number, broken: boolean): void {
    if (name === none) {
      this.problems.add(
        'block-without-name',
        this.tree.tokens.span(index),
        'Got "{" where a directive should begin: this block has no name, such as "server" or "location /".',
      );
    }
    if (this.isTooDeep) {
      this.skipped += 1;
      return;
    }
    const { block } = this.finish(name === none ? index : name, index, true, broken);
    this.open.push(this.block);
    pending.open();
    this.block = block ?? this.block;
    if (this.isTooDeep) this.reportDepth(index);
  }

  private closeBlock(name: number, last: number, index: number, broken: boolean): void {
    if (name !== none) {
      reportMissingSemicolon(this.tree, last, '"}"', this.problems);
      this.finish(name, last, false, broken);
    }
    if (this.skipped > 0) {
      this.skipped -= 1;
      return;
    }
    const outer = this.open.pop();
    if (outer === undefined) {
      this.problems.add(
        'unexpected-close',
        this.tree.tokens.span(index),
        'This "}" closes nothing: every block before it is closed. Remove it, or find the "{" that is missing.',
      );
      return;
    }
    this.block.closeToken = index;
    this.block.children = pending.close();
    this.unclosed.sawClose(this.block);
    this.block = outer;
  }

  private finish(name: number, end: number, opensBlock: boolean, broken: boolean): Directive {
    const directive = new Directive(this.block, name, end, opensBlock);
    if (this.isTooDeep) return directive;
    pending.add(directive);
    if (broken) suspectMissingSemicolon(directive, this.problems);
    return directive;
  }

  private endOfText(name: number, last: number, broken: boolean): void {
    const { tree, problems } = this;
    const unread = tree.tokens.kind(tree.tokens.count - 1) === TokenKind.Unread;
    // What an open quote swallowed held what is missing behind it: one mistake, told once.
    const swallowed = problems.has('unclosed-quote') || problems.has('unclosed-foreign-block');
    if (name !== none) {
      if (!swallowed) reportMissingSemicolon(tree, last, 'the end of the file', problems);
      this.finish(name, last, false, broken);
    }
    this.block.children = pending.close();
    for (let depth = this.open.length - 1; depth >= 0; depth -= 1) {
      (this.open[depth] ?? this.block).children = pending.close();
    }
    if (this.open.length > 0 && !swallowed && !unread) {
      this.unclosed.report([...this.open.slice(1), this.block]);
    }
  }

  private get isTooDeep(): boolean {
    return this.open.length > this.limits.depth;
  }

  private reportDepth(index: number): void {
    this.problems.add(
      'too-deep',
      this.tree.tokens.span(index),
      `There are more than ${this.limits.depth} blocks inside each other; what stands in this one was not read.`,
    );
  }
}

// Shared by all texts, like the room for their tokens.
const pending = new PendingChildren();
