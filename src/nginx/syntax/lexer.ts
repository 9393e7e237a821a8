import type { SourceText } from '../../text/source-text.ts';
import type { ParseLimits } from './limits.ts';
import { scanLua } from './lua.ts';
import type { ProblemList } from './problem.ts';
import { TokenKind } from './token.ts';
import type { TokenList } from './token-list.ts';
import { kindBits, maxStart, TokenRoom } from './token-list.ts';
import { reportAfterQuote, reportLength, reportUnclosedQuote } from './word-problems.ts';

/** The tokens of a text, and where its statements end. */
export interface Lexed {
  readonly tokens: TokenList;
  /**
   * Four numbers for every `;`, `{` and `}`, and for the end of the text: the first and the last word
   * since the one before (-1: none), the token itself, and 1 where a line ended behind the first word.
   */
  readonly statements: readonly number[];
}

/**
 * Cuts a text into tokens, as `ngx_conf_read_token` of nginx's `src/core/ngx_conf_file.c` does, in one
 * pass over its characters. Nothing is left out, whatever the text holds; what nginx would refuse
 * within a word goes to `problems`, and reading goes on behind it.
 */
export function lex({ chars }: SourceText, limits: ParseLimits, problems: ProblemList): Lexed {
  const { length } = chars;
  const mayHoldLua = chars.includes(luaSuffix);
  const statements: number[] = [];
  let { packed, first } = room;
  let count = 0;
  let name = -1;
  let nameEnd = 0;
  let last = -1;
  let broken = 0;
  // What the next token is where that does not depend on how it begins, and where it ends.
  let forced = unreadKind(length, limits, problems);
  let forcedEnd = length;
  let at = 0;
  // The usual cases are all in this one loop: while the first files are read it is interpreted, and
  // then a call costs as much as a token.
  while (at < length) {
    const start = at;
    let kind: number = forced ?? firstKinds[chars.charCodeAt(start)] ?? Word;
    if (kind === Space) {
      white.lastIndex = start;
      white.test(chars);
      at = white.lastIndex;
      const isBreak = chars.charCodeAt(start) === lineFeed;
      if (isBreak || (at > start + 1 && hasLineFeed(chars, start, at))) {
        kind = Break;
        if (name !== -1) broken = 1;
      }
    } else if (kind === Comment) at = endOfComment(chars, start, problems);
    else if (kind <= DoubleQuoted) {
      if (kind === Word) {
        plainWord.lastIndex = start;
        plainWord.test(chars);
        at = plainWord.lastIndex;
        const char = chars.charCodeAt(at);
        if (char === dollar || char === backslash) at = endOfWord(chars, at);
        if (at - start > reportLength.safe) reportLength.ofWord(chars, start, at, problems);
      } else at = endOfQuoted(chars, start, problems);
      last = count;
      if (name === -1) {
        name = count;
        nameEnd = kind === Word ? at : at - 1;
      }
    } else if (kind <= Close) {
      at = start + 1;
      statements.push(name, last, count, broken);
      if (mayHoldLua && kind === Open && name !== -1 && chars.endsWith(luaSuffix, nameEnd)) {
        forcedEnd = endOfLua(chars, at, problems);
        if (forcedEnd > at) forced = TokenKind.Foreign;
      } else if (statements.length >= limits.directives * 4) {
        forced = stopReading(at, length, limits, problems);
      }
      name = -1;
      broken = 0;
    } else {
      at = kind === TokenKind.Unread ? length : forcedEnd;
      forced = undefined;
    }
    if (first + count === packed.length) {
      packed = room.grow();
      first = 0;
    }
    packed[first + count] = (start << kindBits) | kind;
    count += 1;
  }
  statements.push(name, last, count, broken);
  return { tokens: room.take(first + count, length), statements };
}

// Shared by all texts: most are small, and making room anew for each costs more than reading it.
const room = new TokenRoom();

// Names of their own: to look them up in an object for every token takes its time, too.
const { Space, Break, Comment, Word, DoubleQuoted, Open, Close } = TokenKind;

/** Blocks whose directive is named so hold Lua (OpenResty). */
const luaSuffix = '_by_lua_block';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dollar = 0x24;
const backslash = 0x5c;
const openBrace = 0x7b;

/** What a token is, by the character that it begins with; a word where nothing is said. */
const firstKinds = new Uint8Array(0x100).fill(TokenKind.Word);
for (const char of ' \t\r\n') firstKinds[char.charCodeAt(0)] = TokenKind.Space;
firstKinds['#'.charCodeAt(0)] = TokenKind.Comment;
firstKinds["'".charCodeAt(0)] = TokenKind.SingleQuoted;
firstKinds['"'.charCodeAt(0)] = TokenKind.DoubleQuoted;
firstKinds[';'.charCodeAt(0)] = TokenKind.Semicolon;
firstKinds['{'.charCodeAt(0)] = TokenKind.Open;
firstKinds['}'.charCodeAt(0)] = TokenKind.Close;

// Runs of characters are left to the regular expression engine. It is machine code from the first
// file on, while a loop over characters is interpreted until it has run for a while: measured on a
// thousand files after the start of the process, a third of the time.
const blanks = /[ \t\r]*/y;
const white = /[ \t\r\n]*/y;
const plainWord = /[^ \t\r\n;{\\$]*/y;
const plainQuoted: Readonly<Record<string, RegExp>> = { "'": /[^'\\]*/y, '"': /[^"\\]*/y };

function behind(run: RegExp, chars: string, from: number): number {
  run.lastIndex = from;
  run.test(chars);
  return run.lastIndex;
}

/** Whether white space that begins within a line goes over its end. */
function hasLineFeed(chars: string, start: number, end: number): boolean {
  return behind(blanks, chars, start) < end;
}

function endOfComment(chars: string, start: number, problems: ProblemList): number {
  const lineEnd = chars.indexOf('\n', start);
  const end = lineEnd === -1 ? chars.length : lineEnd;
  if (end - start > reportLength.safe) reportLength.ofComment(chars, start, end, problems);
  // A carriage return before the line feed belongs to the line break, not to what is said.
  const crlf = lineEnd !== -1 && end - 1 > start && chars.charCodeAt(end - 1) === carriageReturn;
  return crlf ? end - 1 : end;
}

/**
 * Where a bare word ends that has got as far as a `$` or a backslash: at white space, `;`, or a `{`
 * that is not part of `${`.
 */
function endOfWord(chars: string, from: number): number {
  const { length } = chars;
  let end = from;
  for (;;) {
    const char = chars.charCodeAt(end);
    if (char === backslash) end = Math.min(end + 2, length);
    else if (char === dollar) {
      end += 1;
      // As in nginx, a `$` makes every brace right behind it part of the word: `${{` too.
      while (chars.charCodeAt(end) === openBrace) end += 1;
    } else return end;
    end = behind(plainWord, chars, end);
  }
}

function endOfQuoted(chars: string, start: number, problems: ProblemList): number {
  const { length } = chars;
  const run = plainQuoted[chars.charAt(start)] ?? plainWord;
  let end = behind(run, chars, start + 1);
  while (chars.charCodeAt(end) === backslash) end = behind(run, chars, Math.min(end + 2, length));
  if (end === length) {
    reportUnclosedQuote(chars, start, problems);
    return length;
  }
  if (end - start > reportLength.safe) reportLength.ofQuoted(chars, start, end, problems);
  const follower = chars.charCodeAt(end + 1);
  if (end + 1 < length && !mayFollowQuote[follower]) {
    reportAfterQuote(chars, { start, end: end + 1 }, problems);
  }
  return end + 1;
}

const mayFollowQuote: boolean[] = [];
for (const char of ' \t\r\n;{)') mayFollowQuote[char.charCodeAt(0)] = true;

/** Where the `}` of a block of Lua stands whose body begins at `from`. */
function endOfLua(chars: string, from: number, problems: ProblemList): number {
  const end = scanLua(chars, from);
  if (end !== undefined) return end;
  problems.add(
    'unclosed-foreign-block',
    { start: from - 1, end: from },
    'This block of Lua has no end: expected a "}" that stands in no string and no comment.',
  );
  return chars.length;
}

/** A text that is too long is one token, and not looked into. */
function unreadKind(
  length: number,
  limits: ParseLimits,
  problems: ProblemList,
): TokenKind | undefined {
  const limit = Math.min(limits.length, maxStart);
  if (length <= limit) return undefined;
  problems.add(
    'too-long',
    { start: 0, end: 0 },
    `The text has ${length} characters, more than the ${limit} that are read; none of it was.`,
  );
  return TokenKind.Unread;
}

function stopReading(
  at: number,
  length: number,
  limits: ParseLimits,
  problems: ProblemList,
): TokenKind | undefined {
  if (at === length) return undefined;
  problems.add(
    'too-many-directives',
    { start: at, end: at },
    `The text has more than ${limits.directives} directives; what follows was not read.`,
  );
  return TokenKind.Unread;
}
