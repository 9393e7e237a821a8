import type { Span } from '../../text/span.ts';
import type { ProblemList } from './problem.ts';

/** nginx reads through a buffer of this many bytes (`NGX_CONF_BUFFER`); no word may outgrow it. */
const bufferSize = 4096;

/**
 * Words that nginx refuses for their length ("too long parameter"). What counts is how many bytes it
 * has read since the word began when it needs the next one, so the limit depends on what follows.
 * `safe` is a length that can be told from the outside to be in order.
 */
export const reportLength = {
  safe: (bufferSize - 4) as number,

  /** A word followed by white space needs one byte more than one followed by `;` or `{`. */
  ofWord(chars: string, start: number, end: number, problems: ProblemList): void {
    const room = isWhite(chars, end) ? bufferSize - 2 : bufferSize - 1;
    if (end - start > room) reportTooLong('word', { start, end }, room, problems);
  },

  /** `start` and `end` are the places of the two quotes; the opening one does not count. */
  ofQuoted(chars: string, start: number, end: number, problems: ProblemList): void {
    const room = isWhite(chars, end + 1) ? bufferSize - 3 : bufferSize - 2;
    if (end - start - 1 > room) reportTooLong('word', { start, end: end + 1 }, room, problems);
  },

  /** Comments are read through the same buffer. */
  ofComment(chars: string, start: number, end: number, problems: ProblemList): void {
    const room = end === chars.length ? bufferSize : bufferSize - 1;
    if (end - start > room) reportTooLong('comment', { start, end }, room, problems);
  },
};

function reportTooLong(what: string, span: Span, room: number, problems: ProblemList): void {
  const advice =
    what === 'word' ? 'Shorten it; is a closing quote missing?' : 'Break it into lines.';
  problems.add(
    'word-too-long',
    span,
    `This ${what} has ${span.end - span.start} bytes; nginx can read ${room} here ("too long parameter"). ${advice}`,
  );
}

export function reportUnclosedQuote(chars: string, start: number, problems: ProblemList): void {
  const quote = chars.charAt(start);
  problems.add(
    'unclosed-quote',
    { start, end: start + 1 },
    `This ${quote} is never closed: the file ends within the word. Expected another ${quote}.`,
  );
}

/**
 * Something clings to a closing quote. Where the quoted word runs over lines, the quote that opened
 * it is most likely the one that lacks its partner, and what nginx stumbles on is far behind.
 */
export function reportAfterQuote(chars: string, word: Span, problems: ProblemList): void {
  const quote = chars.charAt(word.start);
  const follower = chars.charAt(word.end);
  if (chars.slice(word.start, word.end).includes('\n')) {
    problems.add(
      'unclosed-quote',
      { start: word.start, end: word.start + 1 },
      `This ${quote} is closed only lines below, by a ${quote} that seems to open another word (followed by ${JSON.stringify(follower)}). Expected a ${quote} before.`,
    );
    return;
  }
  problems.add(
    'unexpected-after-quote',
    { start: word.end, end: word.end + 1 },
    `Got ${JSON.stringify(follower)} right after a closing quote; expected white space, ";", "{" or ")". Put a space between, or escape the quote within the word (\\${quote}).`,
  );
}

function isWhite(chars: string, at: number): boolean {
  return /[ \t\r\n]/.test(chars.charAt(at));
}
