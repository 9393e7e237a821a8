import {
  type ByteSet,
  bytesWhere,
  complementOf,
  escapedSet,
  foldCase,
  namedSet,
  sourceOfSet,
} from './byte-set.ts';
import { bytesOf, type Item } from './item.ts';
import { octal, parseByteEscape } from './parse-byte-escape.ts';
import type { Modes, PatternReader } from './pattern-reader.ts';
import { cannotTell, refuse } from './refusal.ts';

/** What a class lists: a byte, which may begin a range, or a whole set. */
type Member = number | ByteSet;

/** Reads a class such as `[^a-z\d]`, after its opening bracket. */
export function parseClass(reader: PatternReader, { caseless }: Modes): Item {
  if (isNamedClass(reader, reader.at - 1)) refuse('[:name:] stands inside of a class only');
  if (reader.peek(/\[:[<>]:\]\]/y)) cannotTell('[[:<:]] and [[:>:]] are not followed');
  const negative = reader.skip('^');
  const table: boolean[] = [...bytesWhere(() => false)];
  let isFirst = true;
  while (isFirst || reader.isQuoting || reader.next !== ']') {
    const member = takeMember(reader, isFirst, caseless);
    isFirst &&= member === undefined;
    if (member === undefined) continue;
    const set = rangeFrom(reader, member, caseless);
    for (const [byte, belongs] of set.entries()) if (belongs) table[byte] = true;
  }
  reader.at += 1;
  const folded = caseless ? foldCase(table) : table;
  const node = bytesOf(sourceOfSet(negative ? complementOf(folded) : folded));
  return { node, isRepeatable: true };
}

/**
 * The set of a member, and of the range that it begins where it does. After a set, as in `[\w-.]`, a
 * hyphen is itself: to PCRE2 that is a mistake, so where nginx takes it, it was PCRE that read it.
 */
function rangeFrom(reader: PatternReader, first: Member, caseless: boolean): ByteSet {
  if (typeof first !== 'number') return first;
  const isRange = !reader.isQuoting && reader.peek(/-(?!\])/y) !== undefined;
  if (!isRange) return bytesWhere((byte) => byte === first);
  reader.at += 1;
  const last = takeRangeEnd(reader, caseless);
  if (first > last) refuse('a range in a class counts down');
  return bytesWhere((byte) => byte >= first && byte <= last);
}

function takeRangeEnd(reader: PatternReader, caseless: boolean): number {
  let last: Member | undefined;
  while (last === undefined) {
    if (!reader.isQuoting && reader.next === ']') cannotTell('a range in a class has no end');
    last = takeMember(reader, false, caseless);
  }
  return typeof last === 'number' ? last : refuse('a range in a class ends with a set');
}

/** The next member; undefined where only a quotation began or ended. */
function takeMember(
  reader: PatternReader,
  isFirst: boolean,
  caseless: boolean,
): Member | undefined {
  if (reader.skip('\\E')) {
    reader.isQuoting = false;
    return undefined;
  }
  if (!reader.isQuoting && reader.skip('\\Q')) {
    reader.isQuoting = true;
    return undefined;
  }
  if (!reader.isQuoting && !(isFirst && reader.next === ']')) {
    if (reader.next === '[' && isNamedClass(reader, reader.at)) return takeNamed(reader, caseless);
    if (reader.skip('\\')) return takeEscaped(reader);
  }
  return reader.takeChar("a class's closing bracket").charCodeAt(0);
}

function takeEscaped(reader: PatternReader): Member {
  const letter = reader.takeChar('an escaped character');
  if (letter === 'b') return 0x08;
  if (/[1-7]/.test(letter)) return octal(letter + (reader.take(/[0-7]{0,2}/y)?.[0] ?? ''));
  const byte = parseByteEscape(reader, letter) ?? escapedSet(letter);
  return byte ?? cannotTell(`\\${letter} in a class is not followed`);
}

function takeNamed(reader: PatternReader, caseless: boolean): ByteSet {
  const found = reader.take(/\[:(\^?)([^:]*):\]/y);
  if (!found) return refuse('[. and [= collate, which PCRE does not');
  const [text, negative, name = ''] = found;
  // Without regard to case a letter is neither lower nor upper.
  const set = namedSet(caseless && /^(?:lower|upper)$/.test(name) ? 'alpha' : name);
  if (!set) return refuse(`${text} is no class that PCRE knows`);
  return negative ? complementOf(set) : set;
}

/** Whether `[:`, `[.` or `[=` begins a name here, which has to end before the class does. */
function isNamedClass(reader: PatternReader, at: number): boolean {
  const named = /\[([:.=])(?:\\[\]\\]|(?!\[\1|\1\]|\]).)*\1\]/sy;
  named.lastIndex = at;
  return named.test(reader.pattern);
}
