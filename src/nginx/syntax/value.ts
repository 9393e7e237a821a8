import type { SourceText } from '../../text/source-text.ts';
import { TokenKind } from './token.ts';
import type { TokenList } from './token-list.ts';

/**
 * What nginx makes of a word: without its quotes, and with `\"`, `\'`, `\\` as the second character
 * and `\t`, `\r`, `\n` as what they stand for. Any other backslash stays, quoted or not.
 */
export function wordValue(source: SourceText, tokens: TokenList, index: number): string {
  const kind = tokens.kind(index);
  const start = tokens.start(index);
  const end = tokens.end(index);
  if (kind === TokenKind.Word) return unescapeWord(source.chars.slice(start, end));
  if (kind !== TokenKind.SingleQuoted && kind !== TokenKind.DoubleQuoted) return '';
  return unescapeWord(source.chars.slice(start + 1, isClosed(source, start, end) ? end - 1 : end));
}

/** Only the last word of a text can be unclosed, and then it may end in an escaped quote. */
function isClosed({ chars }: SourceText, start: number, end: number): boolean {
  if (end < chars.length) return true;
  const quote = chars.charCodeAt(start);
  if (end - start < 2 || chars.charCodeAt(end - 1) !== quote) return false;
  let backslashes = 0;
  for (let at = end - 2; at > start && chars.charAt(at) === '\\'; at -= 1) backslashes += 1;
  return backslashes % 2 === 0;
}

function unescapeWord(written: string): string {
  if (!written.includes('\\')) return written;
  return (written.match(PIECES) ?? []).map(unescapePiece).join('');
}

/**
 * A word in pieces that part no backslash from what follows it: V8 keeps all that a replacement finds
 * until it is done, which of 100 MiB of backslashes is more than its heap.
 */
const PIECES = /(?:[^\\]|\\[\s\S]?){1,4096}/g;

function unescapePiece(written: string): string {
  return written.replace(/\\(["'\\trn])/g, (_, char: string) => controls[char] ?? char);
}

const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };
