import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import {
  blankBefore,
  endsLine,
  firstWithComments,
  indentUnit,
  lastToken,
  lineBreakAt,
  lineFeeds,
  lineIndent,
  trailingComment,
} from './edit-site.ts';
import { beginsLine, indentBefore } from './layout.ts';
import { TokenKind } from './token.ts';
import type { Argument, Block, Directive, Tree } from './tree.ts';

// Every function answers with edits and changes nothing. What is to be inserted is written with LF,
// and one tab or four spaces for each step of indentation; it comes out as its surroundings are.

/** In front of a directive and of the comments that belong to it. */
export function insertBefore(directive: Directive, text: string): Edit[] {
  const { tree, parent, nameToken } = directive;
  const isFirst = beginsLine(tree, nameToken);
  const first = isFirst ? firstWithComments(directive) : nameToken;
  const at = tree.tokens.start(first);
  if (!isFirst && fitsLine(text)) return [insertion(at, `${tree.source.encode(text.trim())} `)];
  const indent = lineIndent(tree, first);
  const eol = lineBreakAt(tree, at);
  const gap = isFirst && isSetApart(parent, directive, text) ? eol : '';
  return [insertion(at, `${adapt(parent, text, indent, eol)}${eol}${gap}${indent}`)];
}

/** Behind a directive and the comment on its line. */
export function insertAfter(directive: Directive, text: string): Edit[] {
  const { tree, parent, nameToken } = directive;
  const comment = trailingComment(directive);
  const at = tree.tokens.end(comment ?? lastToken(directive));
  const isLast = endsLine(directive);
  const sharesLine = !isLast || !beginsLine(tree, nameToken);
  // Nothing can follow a comment on its line.
  if (sharesLine && comment === undefined && fitsLine(text)) {
    return [insertion(at, ` ${tree.source.encode(text.trim())}`)];
  }
  const indent = lineIndent(tree, nameToken);
  const eol = lineBreakAt(tree, at);
  const gap = !sharesLine && isSetApart(parent, directive, text) ? eol : '';
  const behind = isLast ? '' : `${eol}${indent}`;
  return [insertion(at, `${eol}${gap}${indent}${adapt(parent, text, indent, eol)}${behind}`)];
}

/** As the first in a block, or in the file where it is the root. */
export function insertFirst(block: Block, text: string): Edit[] {
  const first = block.children[0];
  if (first === undefined) return insertIntoEmpty(block, text);
  if (block.owner === undefined || !beginsLine(block.tree, first.nameToken)) {
    return insertBefore(first, text);
  }
  const { tree } = block;
  const at = endOfOpeningLine(block);
  const eol = lineBreakAt(tree, at);
  const indent = indentBefore(tree, first.nameToken);
  const gap = isSetApart(block, first, text) ? eol : '';
  return [insertion(at, `${eol}${indent}${adapt(block, text, indent, eol)}${gap}`)];
}

/** As the last in a block, or in the file where it is the root. */
export function insertLast(block: Block, text: string): Edit[] {
  const last = block.children.at(-1);
  return last === undefined ? insertIntoEmpty(block, text) : insertAfter(last, text);
}

/** Puts other text in the place of a directive; the comments around it stay. */
export function replaceDirective(directive: Directive, text: string): Edit[] {
  const { tree, parent, span } = directive;
  const eol = lineBreakAt(tree, span.start);
  const indent = lineIndent(tree, directive.nameToken);
  return [{ span, text: adapt(parent, text, indent, eol) }];
}

/** `text` as it has to stand in the file, quotes and all. */
export function replaceArgument(tree: Tree, argument: Argument, text: string): Edit[] {
  return [{ span: argument.span, text: tree.source.encode(text) }];
}

/**
 * Takes a directive out, with its line where it stands alone on it, and with the comment behind it,
 * which speaks of it. Comments above stay: they may speak of what follows, too. Of two blank lines
 * that would meet, one goes.
 */
export function removeDirective(directive: Directive): Edit[] {
  const { tree, nameToken } = directive;
  if (beginsLine(tree, nameToken) && endsLine(directive)) return [removal(wholeLines(directive))];
  const { tokens } = tree;
  const last = lastToken(directive);
  const followedOnLine = tokens.kind(last + 1) === TokenKind.Space && !endsLine(directive);
  if (followedOnLine) {
    return [removal({ start: tokens.start(nameToken), end: tokens.end(last + 1) })];
  }
  const afterSpace = tokens.kind(nameToken - 1) === TokenKind.Space;
  const first = afterSpace && endsLine(directive) ? nameToken - 1 : nameToken;
  return [removal({ start: tokens.start(first), end: tokens.end(last) })];
}

function insertIntoEmpty(block: Block, text: string): Edit[] {
  const { tree, owner } = block;
  const { tokens, source } = tree;
  if (owner === undefined) return appendToFile(tree, text);
  const at = lastCommentEnd(block) ?? tokens.end(block.openToken);
  const eol = lineBreakAt(tree, at);
  const outer = lineIndent(tree, owner.nameToken);
  const indent = outer + indentUnit(tree, block);
  const inserted = `${eol}${indent}${adapt(block, text, indent, eol)}`;
  if (block.closeToken < 0) return [insertion(at, inserted)];
  const close = tokens.start(block.closeToken);
  const between = source.chars.slice(at, close);
  if (between.includes('\n')) return [insertion(at, inserted)];
  return [{ span: { start: at, end: close }, text: `${inserted}${eol}${outer}` }];
}

function appendToFile(tree: Tree, text: string): Edit[] {
  const { source } = tree;
  const { chars } = source;
  const eol = source.lineBreak;
  const lead = chars === '' || chars.endsWith('\n') ? '' : eol;
  return [insertion(source.length, `${lead}${adapt(tree.root, text, '', eol)}${eol}`)];
}

/** Behind the `{`, and the comment on its line. */
function endOfOpeningLine({ tree, openToken }: Block): number {
  const { tokens } = tree;
  let next = openToken + 1;
  if (tokens.kind(next) === TokenKind.Space) next += 1;
  return tokens.end(tokens.kind(next) === TokenKind.Comment ? next : openToken);
}

/** Behind the last comment in a block without directives. */
function lastCommentEnd({ tree, openToken, closeToken }: Block): number | undefined {
  const { tokens } = tree;
  const behind = closeToken < 0 ? tokens.count : closeToken;
  for (let index = behind - 1; index > openToken; index -= 1) {
    if (tokens.kind(index) === TokenKind.Comment) return tokens.end(index);
  }
  return undefined;
}

/**
 * Whether a blank line belongs between the two: blocks are set apart where the blocks beside them, or
 * any two in the same place, already are.
 */
function isSetApart(parent: Block, neighbour: Directive, text: string): boolean {
  const isBlock = text.trimEnd().endsWith('}');
  if (!isBlock && neighbour.block === undefined) return false;
  return parent.children.some((child, index) => {
    const before = parent.children[index - 1];
    if (before === undefined) return false;
    if (child.block === undefined && before.block === undefined) return false;
    return blankBefore(child.tree, firstWithComments(child));
  });
}

/** All lines of a directive, its line break, and one of the blank lines that would meet. */
function wholeLines(directive: Directive): Span {
  const { tree, nameToken } = directive;
  const { tokens, source } = tree;
  const start = tokens.start(nameToken) - indentBefore(tree, nameToken).length;
  const last = trailingComment(directive) ?? lastToken(directive);
  const feed = source.chars.indexOf('\n', tokens.end(last));
  if (feed === -1) return { start: beforeLineBreak(source.chars, start), end: source.length };
  const follower = tokens.kind(last + 1) === TokenKind.Space ? last + 2 : last + 1;
  const blankAbove = blankBefore(tree, nameToken);
  if (
    lineFeeds(tree, follower) > 1 &&
    (blankAbove || nameToken === 0 || isFirstInBlock(directive))
  ) {
    return { start, end: source.chars.indexOf('\n', feed + 1) + 1 };
  }
  if (blankAbove && tokens.kind(follower + 1) === TokenKind.Close) {
    return { start: source.chars.indexOf('\n', tokens.start(nameToken - 1)) + 1, end: feed + 1 };
  }
  return { start, end: feed + 1 };
}

function isFirstInBlock({ tree, nameToken, parent }: Directive): boolean {
  return parent.owner !== undefined && tree.tokens.kind(nameToken - 2) === TokenKind.Open;
}

/** The last line of a file goes with the break before it, so that the file still has no break at its end. */
function beforeLineBreak(chars: string, offset: number): number {
  if (chars.charAt(offset - 1) !== '\n') return offset;
  return chars.charAt(offset - 2) === '\r' ? offset - 2 : offset - 1;
}

/** The text with the indentation and the line breaks of its place; its first line stays where it is. */
function adapt({ tree }: Block, text: string, indent: string, eol: string): string {
  const unit = indentUnit(tree, tree.root);
  const lines = tree.source.encode(text.trimEnd()).split(/\r?\n/);
  return lines
    .map((line, index) => {
      const content = line.replace(/^(?:\t| {4})+/, (steps) => {
        return unit.repeat(steps.replaceAll('    ', '\t').length);
      });
      return index === 0 || content === '' ? content : indent + content;
    })
    .join(eol);
}

/** Whether text can stand among others on one line; a comment would swallow what follows. */
function fitsLine(text: string): boolean {
  return !/[\n#]/.test(text.trim());
}

function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}

function removal(span: Span): Edit {
  return { span, text: '' };
}
