import { beginsLine, indentWidth } from './layout.ts';
import type { ProblemList } from './problem.ts';
import { isWord, TokenKind } from './token.ts';
import type { Directive, Tree } from './tree.ts';

/** A directive that is cut off: it lacks its semicolon behind its last word. */
export function reportMissingSemicolon(
  tree: Tree,
  lastWord: number,
  got: string,
  problems: ProblemList,
): void {
  problems.add(
    'missing-semicolon',
    tree.tokens.span(lastWord),
    `Expected ";" or "{" after this word, got ${got}.`,
  );
}

/**
 * A directive that goes over lines, one of which begins as a directive does: most likely the line
 * before lacks its semicolon. nginx's reader takes it for one long directive and notices later, by the
 * number of arguments or at a "}"; and it may even be meant so, so this is a warning.
 */
export function suspectMissingSemicolon(directive: Directive, problems: ProblemList): void {
  const { tree } = directive;
  if (!beginsLine(tree, directive.nameToken)) return;
  const indent = indentWidth(tree, directive.nameToken);
  let lastWord = directive.nameToken;
  let atLineStart = false;
  for (let index = directive.nameToken + 1; index <= directive.endToken; index += 1) {
    const kind = tree.tokens.kind(index);
    if (kind === TokenKind.Break) atLineStart = true;
    if (!isWord(kind)) continue;
    if (atLineStart && beginsLikeDirective(tree, index, indent)) {
      const line = tree.source.line(tree.tokens.start(index));
      const message = `A ";" seems to be missing after this word: line ${line} begins like a directive of its own.`;
      problems.add('missing-semicolon', tree.tokens.span(lastWord), message, 'warning');
    }
    lastWord = index;
    atLineStart = false;
  }
}

/**
 * A name in nginx's manner, no further right than the directive before it, with something behind it
 * on its line. Continuation lines are indented, or hold quoted text, addresses, types or numbers.
 */
function beginsLikeDirective(tree: Tree, index: number, indent: number): boolean {
  const { tokens, source } = tree;
  if (tokens.kind(index) !== TokenKind.Word) return false;
  if (indentWidth(tree, index) > indent) return false;
  const word = source.chars.slice(tokens.start(index), tokens.end(index));
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(word)) return false;
  return tokens.kind(index + 1) !== TokenKind.Break;
}
