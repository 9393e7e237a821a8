import { TokenKind } from './token.ts';
import type { Tree } from './tree.ts';

// Where things stand on their lines, told from the tokens alone: a line may be as long as the text,
// so nothing here looks back to its beginning.

/** Whether nothing but white space stands before the token on its line. */
export function beginsLine({ tokens }: Tree, index: number): boolean {
  if (index <= 0) return true;
  const before = tokens.kind(index - 1);
  return before === TokenKind.Break || (index === 1 && before === TokenKind.Space);
}

/** The spaces and tabs directly before the token; its line's indentation where it begins one. */
export function indentBefore({ tokens, source }: Tree, index: number): string {
  if (index <= 0) return '';
  const end = tokens.start(index);
  const floor = tokens.start(index - 1);
  let start = end;
  while (start > floor && isBlank(source.chars, start - 1)) start -= 1;
  return source.chars.slice(start, end);
}

/** How far to the right a token stands that begins its line; a tab reaches to the next multiple of 8. */
export function indentWidth({ tokens, source }: Tree, index: number): number {
  if (index <= 0) return 0;
  const { chars } = source;
  const end = tokens.start(index);
  let at = Math.max(chars.lastIndexOf('\n', end - 1) + 1, tokens.start(index - 1));
  let columns = 0;
  for (; at < end; at += 1) columns += chars.charCodeAt(at) === tab ? 8 - (columns % 8) : 1;
  return columns;
}

const tab = 0x09;

function isBlank(chars: string, at: number): boolean {
  const char = chars.charAt(at);
  return char === ' ' || char === '\t';
}
