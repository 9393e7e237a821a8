const BYTES = 256;

/** A set of bytes, as a table that says of each whether it belongs. */
export type ByteSet = readonly boolean[];

/** The bytes that fulfil a condition. */
export function bytesWhere(belongs: (byte: number) => boolean): ByteSet {
  return Array.from({ length: BYTES }, (_, byte) => belongs(byte));
}

/** The bytes of JavaScript's class `source`, such as `[0-9]`. */
function bytesOf(source: RegExp): ByteSet {
  return bytesWhere((byte) => source.test(String.fromCharCode(byte)));
}

/** All bytes that are not in the set. */
export function complementOf(set: ByteSet): ByteSet {
  return set.map((belongs) => !belongs);
}

/** The set with the other case of each ASCII letter in it: PCRE's tables know no other letters. */
export function foldCase(set: ByteSet): ByteSet {
  return set.map((belongs, byte) => belongs || (isLetter(byte) && set[byte ^ 0x20] === true));
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const ALL: ByteSet = bytesWhere(() => true);

/** What `.` and `\N` stand for. */
export const NOT_NEWLINE: ByteSet = bytesWhere((byte) => byte !== 0x0a);

/** What `.` stands for under `(?s)`. */
export const ANY_BYTE: ByteSet = ALL;

/** The sets that `\d`, `\w` and such stand for; the upper-case letter means all others. */
const ESCAPED_SETS: Readonly<Record<string, ByteSet>> = {
  d: bytesOf(/[0-9]/),
  w: bytesOf(/[A-Za-z0-9_]/),
  s: bytesOf(/[\t-\r ]/),
  h: bytesOf(/[\t \xa0]/),
  v: bytesOf(/[\n-\r\x85]/),
};

/** The set of an escape such as `d` or `D`; undefined where the letter stands for none. */
export function escapedSet(letter: string): ByteSet | undefined {
  const lower = letter.toLowerCase();
  const set = Object.hasOwn(ESCAPED_SETS, lower) ? ESCAPED_SETS[lower] : undefined;
  return set && letter !== lower ? complementOf(set) : set;
}

const NAMED_SETS: Readonly<Record<string, ByteSet>> = {
  alpha: bytesOf(/[A-Za-z]/),
  lower: bytesOf(/[a-z]/),
  upper: bytesOf(/[A-Z]/),
  alnum: bytesOf(/[A-Za-z0-9]/),
  ascii: bytesWhere((byte) => byte < 0x80),
  blank: bytesOf(/[\t ]/),
  cntrl: bytesWhere((byte) => byte < 0x20 || byte === 0x7f),
  digit: bytesOf(/[0-9]/),
  graph: bytesOf(/[!-~]/),
  print: bytesOf(/[ -~]/),
  punct: bytesOf(/[!-/:-@[-`{-~]/),
  space: bytesOf(/[\t-\r ]/),
  word: bytesOf(/[A-Za-z0-9_]/),
  xdigit: bytesOf(/[0-9A-Fa-f]/),
};

/** The set of `[:name:]`; undefined where PCRE knows no such name. */
export function namedSet(name: string): ByteSet | undefined {
  return Object.hasOwn(NAMED_SETS, name) ? NAMED_SETS[name] : undefined;
}

/** A set in JavaScript's syntax. */
export function sourceOfSet(set: ByteSet): string {
  if (set.every(Boolean)) return '[^]';
  let source = '';
  for (let first = 0; first < BYTES; first += 1) {
    if (!set[first]) continue;
    let last = first;
    while (set[last + 1]) last += 1;
    source += sourceOfByte(first);
    if (last > first) source += `-${sourceOfByte(last)}`;
    first = last;
  }
  return `[${source}]`;
}

/** One byte in JavaScript's syntax, inside a class and outside. */
export function sourceOfByte(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9_/]/.test(char) ? char : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** A byte that stands for itself, or for both cases. */
export function sourceOfLiteral(byte: number, caseless: boolean): string {
  if (!(caseless && isLetter(byte))) return sourceOfByte(byte);
  return `[${sourceOfByte(byte)}${sourceOfByte(byte ^ 0x20)}]`;
}
