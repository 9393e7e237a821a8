import type { HeaderPair } from '../websocket/header.ts';
import type { Violation } from '../websocket/violation.ts';
import { latin1Text } from './latin1.ts';

/** The rules of RFC 9112 whose breach leaves a head readable. */
export type HeadProblemCode =
  | 'bare-line-feed'
  | 'control-character'
  | 'folded-line'
  | 'space-before-colon'
  | 'bad-header-line';

/** Status line and header fields of a response, as they were sent. */
export interface ResponseHead {
  /** Such as `1.1`. */
  readonly httpVersion: string;
  readonly status: number;
  /** Reason phrase; may be empty. */
  readonly reason: string;
  /** In the order and letter case in which they were sent, repeats kept. */
  readonly headers: readonly HeaderPair[];
  /** What is wrong with the head's form. */
  readonly problems: readonly Violation<HeadProblemCode>[];
}

/** A head, or a sentence on what was got instead of one. */
export type ParsedHead =
  | { readonly kind: 'head'; readonly head: ResponseHead }
  | { readonly kind: 'broken'; readonly message: string };

/** RFC 9112 4, with the reason phrase left out together with its space, as many servers do. */
const STATUS_LINE = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/;

/** RFC 9110 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Most characters of what was got that a message quotes. */
const QUOTED_LENGTH = 60;

/** Reads the bytes of a head, the empty line that ends it included. Never throws. */
export function parseResponseHead(bytes: Uint8Array): ParsedHead {
  const rawLines = latin1Text(bytes).split('\n');
  const lines = rawLines.map((line) => line.replace(/\r$/, ''));
  const [statusLine = '', ...fieldLines] = lines;
  const matched = STATUS_LINE.exec(statusLine);
  const [, httpVersion, status, reason = ''] = matched ?? [];
  if (httpVersion === undefined || status === undefined) {
    const message = `Got the status line ${quoted(statusLine)}; expected one like "HTTP/1.1 101 Switching Protocols".`;
    return { kind: 'broken', message };
  }
  const problems = judgeLines(rawLines);
  const headers = parseFields(fieldLines, problems);
  return {
    kind: 'head',
    head: { httpVersion, status: Number(status), reason, headers, problems },
  };
}

function judgeLines(rawLines: readonly string[]): Violation<HeadProblemCode>[] {
  const problems: Violation<HeadProblemCode>[] = [];
  // The last element is what follows the last line feed: nothing.
  if (rawLines.slice(0, -1).some((line) => !line.endsWith('\r'))) {
    const message = 'Got a line that ends in LF alone; expected CR LF.';
    problems.push({ code: 'bare-line-feed', message, section: 'RFC 9112 2.2' });
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const broken = rawLines.find((line) => /[\x00-\x08\x0b-\x1f\x7f]/.test(line.replace(/\r$/, '')));
  if (broken !== undefined) {
    const message = `Got a control character in ${quoted(broken)}; expected none.`;
    problems.push({ code: 'control-character', message, section: 'RFC 9110 5.5' });
  }
  return problems;
}

/** Reads the fields and adds to `problems` what is wrong with their lines. */
function parseFields(
  lines: readonly string[],
  problems: Violation<HeadProblemCode>[],
): HeaderPair[] {
  const pairs: [name: string, value: string][] = [];
  for (const line of lines.filter((text) => text !== '')) {
    const last = pairs.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${trimmed(line)}`;
      const message = `Got ${quoted(line)}, which continues the line before it; expected each field on one line.`;
      problems.push({ code: 'folded-line', message, section: 'RFC 9112 5.2' });
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!TOKEN.test(name)) {
      const message = `Got the header line ${quoted(line)}; expected "Name: value".`;
      problems.push({ code: 'bad-header-line', message, section: 'RFC 9112 5' });
      continue;
    }
    if (name.length < colon) {
      const message = `Got ${quoted(line)}; expected no space before the colon.`;
      problems.push({ code: 'space-before-colon', message, section: 'RFC 9112 5.1' });
    }
    pairs.push([name, trimmed(line.slice(colon + 1))]);
  }
  return pairs;
}

/** RFC 9112 5: "optional leading and trailing whitespace" does not belong to the value. */
function trimmed(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** The text in quotes, cut where it is long, and with its control characters made visible. */
export function quoted(text: string): string {
  const cut = text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text;
  return JSON.stringify(cut);
}
