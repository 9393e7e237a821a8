import { beginsLine, indentBefore } from './layout.ts';
import { TokenKind } from './token.ts';
import type { Block, Directive, Tree } from './tree.ts';

// What stands around a directive, as far as edits have to know: everything here looks at tokens.

/** The `;`, the `}`, or the last word where neither was found. */
export function lastToken({ block, endToken, tree }: Directive): number {
  if (block === undefined) return endToken;
  return block.closeToken >= 0 ? block.closeToken : tree.tokens.count - 1;
}

/** The comment behind a directive on its line; undefined where there is none. */
export function trailingComment(directive: Directive): number | undefined {
  const { tokens } = directive.tree;
  let next = lastToken(directive) + 1;
  if (tokens.kind(next) === TokenKind.Space) next += 1;
  return next < tokens.count && tokens.kind(next) === TokenKind.Comment ? next : undefined;
}

/**
 * The first of the comments that stand on lines of their own directly above a directive, with no blank
 * line between; the directive's own first token where there is none.
 */
export function firstWithComments({ tree, nameToken }: Directive): number {
  const { tokens } = tree;
  let first = nameToken;
  while (isSingleBreak(tree, first - 1) && tokens.kind(first - 2) === TokenKind.Comment) {
    if (first < 2 || !beginsLine(tree, first - 2)) break;
    first -= 2;
  }
  return first;
}

/** Whether nothing but white space and a comment follows the directive on its line. */
export function endsLine(directive: Directive): boolean {
  const { tokens } = directive.tree;
  let next = (trailingComment(directive) ?? lastToken(directive)) + 1;
  if (tokens.kind(next) === TokenKind.Space) next += 1;
  return next >= tokens.count || tokens.kind(next) === TokenKind.Break;
}

/** The indentation of the line on which the token stands. */
export function lineIndent(tree: Tree, index: number): string {
  let first = index;
  while (!beginsLine(tree, first)) first -= 1;
  return indentBefore(tree, first);
}

/** Whether a blank line stands between the token and the one before it that is no white space. */
export function blankBefore(tree: Tree, index: number): boolean {
  return lineFeeds(tree, index - 1) > 1;
}

/** Line feeds in a token, which counts only where it is white space. */
export function lineFeeds({ tokens, source }: Tree, index: number): number {
  if (index < 0 || tokens.kind(index) !== TokenKind.Break) return 0;
  return source.chars.slice(tokens.start(index), tokens.end(index)).split('\n').length - 1;
}

function isSingleBreak(tree: Tree, index: number): boolean {
  return lineFeeds(tree, index) === 1;
}

/** The line break in use around a token: that of the nearest line end behind it, else before it. */
export function lineBreakAt({ source }: Tree, offset: number): string {
  const behind = source.chars.indexOf('\n', offset);
  if (behind === -1) return source.lineBreak;
  return behind > 0 && source.chars.charAt(behind - 1) === '\r' ? '\r\n' : '\n';
}

/** One step of indentation: what a first child stands further right than its block, else 4 spaces. */
export function indentUnit(tree: Tree, block: Block): string {
  return unitOf(tree, block) ?? firstUnit(tree) ?? '    ';
}

function firstUnit(tree: Tree): string | undefined {
  for (const { block } of tree.root.children) {
    const unit = block === undefined ? undefined : unitOf(tree, block);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function unitOf(tree: Tree, { owner, children }: Block): string | undefined {
  const inner = children.find((child) => beginsLine(tree, child.nameToken));
  if (inner === undefined || owner === undefined) return undefined;
  const outer = lineIndent(tree, owner.nameToken);
  const own = indentBefore(tree, inner.nameToken);
  return own.startsWith(outer) && own.length > outer.length ? own.slice(outer.length) : undefined;
}
