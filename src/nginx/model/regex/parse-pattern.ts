import { ANY_BYTE, NOT_NEWLINE, sourceOfLiteral, sourceOfSet } from './byte-set.ts';
import { bytesOf, type Item } from './item.ts';
import type { Node } from './node.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import { parseGroup } from './parse-group.ts';
import { parseQuantifier, repeat } from './parse-quantifier.ts';
import { type Modes, PatternReader } from './pattern-reader.ts';
import { refuse } from './refusal.ts';

/** A pattern that was read. */
export interface ParsedPattern {
  readonly root: Node;
  /** How many groups capture. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Reads a pattern of PCRE, which is one character a byte. Throws a `Refusal`. */
export function parsePattern(pattern: string, caseless: boolean): ParsedPattern {
  const reader = new PatternReader(pattern);
  const modes = { caseless, multiline: false, dotAll: false, extended: false };
  const root = parseAlternatives(reader, modes);
  if (!reader.isAtEnd) refuse('a parenthesis is closed that was not opened');
  return { root, groups: reader.groups, names: reader.names };
}

/** Modes that are set in one alternative hold in those after it too. */
function parseAlternatives(reader: PatternReader, outer: Modes): Node {
  let modes = outer;
  let items: Node[] = [];
  const branches: Node[] = [];
  skipIgnored(reader, modes);
  while (!reader.isAtEnd && (reader.isQuoting || reader.next !== ')')) {
    if (!reader.isQuoting && reader.skip('|')) {
      branches.push({ kind: 'sequence', items });
      items = [];
    } else {
      const part = parsePart(reader, modes);
      if ('modes' in part) modes = part.modes;
      else items.push(parseRepeats(reader, modes, part.item));
    }
    skipIgnored(reader, modes);
  }
  const last: Node = { kind: 'sequence', items };
  return branches.length === 0 ? last : { kind: 'alternatives', branches: [...branches, last] };
}

function parseRepeats(reader: PatternReader, modes: Modes, { node, isRepeatable }: Item): Node {
  skipIgnored(reader, modes);
  const quantifier = reader.isQuoting ? undefined : parseQuantifier(reader);
  if (!quantifier) return node;
  if (!isRepeatable) refuse('a quantifier follows a condition');
  return repeat(node, quantifier);
}

function parsePart(reader: PatternReader, modes: Modes): { item: Item } | { modes: Modes } {
  const char = reader.takeChar('something to match');
  if (reader.isQuoting) return { item: literal(char, modes) };
  switch (char) {
    case '(':
      return parseGroup(reader, modes, parseAlternatives);
    case '[':
      return { item: parseClass(reader, modes) };
    case '\\':
      return { item: parseEscape(reader, modes) };
    case '.':
      return { item: set(modes.dotAll ? ANY_BYTE : NOT_NEWLINE) };
    case '^':
      return { item: condition(modes.multiline ? '(?:^|(?<=\\x0a)(?!$))' : '^') };
    case '$':
      return { item: condition(modes.multiline ? '(?=\\x0a|$)' : '(?=\\x0a?$)') };
    case '*':
    case '+':
    case '?':
      return refuse('a quantifier follows nothing');
    default:
      return literalOrQuantifier(reader, char, modes);
  }
}

function literalOrQuantifier(reader: PatternReader, char: string, modes: Modes): { item: Item } {
  reader.at -= 1;
  if (char === '{' && parseQuantifier(reader)) refuse('a quantifier follows nothing');
  reader.at += 1;
  return { item: literal(char, modes) };
}

function literal(char: string, { caseless }: Modes): Item {
  return { node: bytesOf(sourceOfLiteral(char.charCodeAt(0), caseless)), isRepeatable: true };
}

function set(bytes: readonly boolean[]): Item {
  return { node: bytesOf(sourceOfSet(bytes)), isRepeatable: true };
}

function condition(source: string): Item {
  return { node: { kind: 'assertion', source }, isRepeatable: false };
}

/** Moves past comments, the marks of quotations and, under `(?x)`, space. */
function skipIgnored(reader: PatternReader, modes: Modes): void {
  for (;;) {
    if (reader.skip('\\E')) reader.isQuoting = false;
    else if (reader.isQuoting) return;
    else if (reader.skip('\\Q')) reader.isQuoting = true;
    else if (reader.skip('(?#')) {
      if (!reader.take(/[^)]*\)/y)) refuse('a comment is not closed');
    } else if (!(modes.extended && reader.take(/[\t-\r ]+|#[^\n]*\n?/y))) return;
  }
}
