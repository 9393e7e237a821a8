import { escapedSet, NOT_NEWLINE, sourceOfLiteral, sourceOfSet } from './byte-set.ts';
import { bytesOf, type Item } from './item.ts';
import type { Node } from './node.ts';
import { octal, parseByteEscape } from './parse-byte-escape.ts';
import type { Modes, PatternReader } from './pattern-reader.ts';
import { cannotTell, refuse } from './refusal.ts';

/** Conditions that JavaScript has under the same or another name. */
const ASSERTIONS: Readonly<Record<string, string>> = {
  A: '^',
  // nginx always matches from the beginning, which is what `\G` stands for.
  G: '^',
  Z: '(?=\\x0a?$)',
  z: '$',
  b: '\\b',
  B: '\\B',
};

/** `\R`: a line break of any kind, and `\r\n` is never split. */
const LINE_BREAK: Node = {
  kind: 'atomic',
  body: {
    kind: 'alternatives',
    branches: [
      { kind: 'sequence', items: [bytesOf('\\x0d'), bytesOf('\\x0a')] },
      bytesOf('[\\x0a-\\x0d\\x85]'),
    ],
  },
};

const NAME = '[A-Za-z_]\\w*';
const NAMED_REFERENCE = new RegExp(`<(${NAME})>|'(${NAME})'|\\{(${NAME})\\}`, 'y');
const GENERAL_REFERENCE = new RegExp(`(?:(-?\\d+)|\\{(?:(-?\\d+)|(${NAME}))\\})`, 'y');

/** Reads an escape outside of a class, after its backslash. */
export function parseEscape(reader: PatternReader, modes: Modes): Item {
  const letter = reader.takeChar('an escaped character');
  if (/[1-9]/.test(letter)) return parseNumbered(reader, letter, modes);
  if (letter === 'k') return parseNamed(reader, modes);
  if (letter === 'g') return parseGeneral(reader, modes);

  const byte = parseByteEscape(reader, letter);
  if (byte !== undefined) return consuming(bytesOf(sourceOfLiteral(byte, modes.caseless)));
  const assertion = Object.hasOwn(ASSERTIONS, letter) ? ASSERTIONS[letter] : undefined;
  if (assertion) return { node: { kind: 'assertion', source: assertion }, isRepeatable: false };
  const set = escapedSet(letter);
  if (set) return consuming(bytesOf(sourceOfSet(set)));
  if (letter === 'R') return consuming(LINE_BREAK);
  if (letter === 'N' && !reader.peek(/\{(?!\d+(?:,\d*)?\})/y)) {
    return consuming(bytesOf(sourceOfSet(NOT_NEWLINE)));
  }
  if (/[lLuU]/.test(letter)) return refuse(`\\${letter} changes case in Perl only`);
  return cannotTell(`\\${letter} is not followed`);
}

function consuming(node: Node): Item {
  return { node, isRepeatable: true };
}

function reference(group: number | string, { caseless }: Modes): Item {
  return consuming({ kind: 'reference', group, caseless });
}

function parseNumbered(reader: PatternReader, first: string, modes: Modes): Item {
  const rest = reader.peek(/\d*/y)?.[0] ?? '';
  const group = Number(first + rest);
  if (group < 10 || group <= reader.groups) {
    reader.at += rest.length;
    return reference(group, modes);
  }
  const digits = first + (reader.take(/[0-7]{0,2}/y)?.[0] ?? '');
  if (/^[89]/.test(digits)) cannotTell(`\\${first}${rest} is no group so far`);
  return consuming(bytesOf(sourceOfLiteral(octal(digits), modes.caseless)));
}

function parseNamed(reader: PatternReader, modes: Modes): Item {
  const found = reader.take(NAMED_REFERENCE);
  if (!found) return cannotTell('\\k without a name');
  return reference(found[1] ?? found[2] ?? found[3] ?? '', modes);
}

function parseGeneral(reader: PatternReader, modes: Modes): Item {
  const found = reader.take(GENERAL_REFERENCE);
  if (!found) return cannotTell('\\g calls a group');
  const [, bare, braced, name] = found;
  if (name !== undefined) return reference(name, modes);
  const number = Number(bare ?? braced);
  const group = number < 0 ? reader.groups + 1 + number : number;
  if (group < 1) return refuse(`\\g${found[0]} is no group`);
  return reference(group, modes);
}
