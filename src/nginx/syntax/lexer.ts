import type { SourceText } from '../../text/source-text.ts';
import { foreignBody } from './foreign-body.ts';
import type { ParseLimits } from './limits.ts';
import type { ProblemList } from './problem.ts';
import { TokenKind } from './token.ts';
import type { TokenList } from './token-list.ts';
import { maxStart, TokenListBuilder } from './token-list.ts';
import { reportAfterQuote, reportLength, reportUnclosedQuote } from './word-problems.ts';

/**
 * Cuts a text into tokens, as `ngx_conf_read_token` of nginx's `src/core/ngx_conf_file.c` does, in one
 * pass over its characters. Nothing is left out, whatever the text holds; what nginx would refuse
 * within a word goes to `problems`, and reading goes on behind it.
 */
export function lex(source: SourceText, limits: ParseLimits, problems: ProblemList): TokenList {
  const { chars } = source;
  const limit = Math.min(limits.length, maxStart);
  if (chars.length > limit) return leaveUnread(chars, limit, problems);
  const mayHoldLua = chars.includes(luaSuffix);
  const { length } = chars;
  let statements = 0;
  let at = 0;
  while (at < length) {
    const kind = kindOf(chars.charCodeAt(at));
    room.push(kind, at);
    if (kind === TokenKind.Word) at = endOfWord(chars, at, problems);
    else if (kind === TokenKind.Space) at = endOfWhite(chars, at);
    else if (kind === TokenKind.Comment) at = endOfComment(chars, at, problems);
    else if (kind === TokenKind.SingleQuoted || kind === TokenKind.DoubleQuoted) {
      at = endOfQuoted(chars, at, problems);
    } else {
      at += 1;
      statements += 1;
      if (mayHoldLua && kind === TokenKind.Open) at = foreignBody(chars, at, room, problems);
      if (statements === limits.directives) at = stopReading(chars, at, statements, problems);
    }
  }
  return room.finish(length);
}

// Shared by all texts: most are small, and making room anew for each costs more than reading it.
const room = new TokenListBuilder();

/** Blocks whose directive is named so hold Lua (OpenResty). */
const luaSuffix = '_by_lua_block';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const dollar = 0x24;
const backslash = 0x5c;
const openBrace = 0x7b;

/** What a token that begins with this character is. */
function kindOf(first: number): TokenKind {
  return (firstKinds[first] ?? TokenKind.Word) as TokenKind;
}

const firstKinds = new Uint8Array(0x80).fill(TokenKind.Word);
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

function endOfWhite(chars: string, start: number): number {
  if (chars.charCodeAt(start) === space && chars.charCodeAt(start + 1) > space) return start + 1;
  const end = behind(blanks, chars, start);
  if (chars.charCodeAt(end) !== lineFeed) return end;
  room.amend(TokenKind.Break);
  return behind(white, chars, end);
}

function endOfComment(chars: string, start: number, problems: ProblemList): number {
  const lineEnd = chars.indexOf('\n', start);
  const end = lineEnd === -1 ? chars.length : lineEnd;
  if (end - start > reportLength.safe) reportLength.ofComment(chars, start, end, problems);
  // A carriage return before the line feed belongs to the line break, not to what is said.
  const crlf = lineEnd !== -1 && end - 1 > start && chars.charCodeAt(end - 1) === carriageReturn;
  return crlf ? end - 1 : end;
}

/** A bare word ends at white space, `;`, or a `{` that is not part of `${`. */
function endOfWord(chars: string, start: number, problems: ProblemList): number {
  const { length } = chars;
  let end = start;
  for (;;) {
    end = behind(plainWord, chars, end);
    const char = chars.charCodeAt(end);
    if (char === backslash) end = Math.min(end + 2, length);
    else if (char === dollar) {
      end += 1;
      // As in nginx, a `$` makes every brace right behind it part of the word: `${{` too.
      while (chars.charCodeAt(end) === openBrace) end += 1;
    } else break;
  }
  if (end - start > reportLength.safe) reportLength.ofWord(chars, start, end, problems);
  return end;
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

function stopReading(chars: string, at: number, limit: number, problems: ProblemList): number {
  if (at === chars.length) return at;
  problems.add(
    'too-many-directives',
    { start: at, end: at },
    `The text has more than ${limit} directives; what follows was not read.`,
  );
  room.push(TokenKind.Unread, at);
  return chars.length;
}

function leaveUnread(chars: string, limit: number, problems: ProblemList): TokenList {
  problems.add(
    'too-long',
    { start: 0, end: 0 },
    `The text has ${chars.length} characters, more than the ${limit} that are read; none of it was.`,
  );
  room.push(TokenKind.Unread, 0);
  return room.finish(chars.length);
}
