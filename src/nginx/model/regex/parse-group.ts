import type { Item } from './item.ts';
import type { Node } from './node.ts';
import type { Modes, PatternReader } from './pattern-reader.ts';
import { cannotTell, refuse } from './refusal.ts';

/** Reads alternatives up to a closing parenthesis, which is left for the caller. */
export type ParseBody = (reader: PatternReader, modes: Modes) => Node;

/** What stands in parentheses: a part, or new modes for what follows. */
export type Group = { readonly item: Item } | { readonly modes: Modes };

const NAMED = /\?(?:P?<([^>]*)>|'([^']*)')/y;
const NAMED_REFERENCE = /\?P=([A-Za-z_]\w*)\)/y;
const MODES = /\?([imsx]*)(?:-([imsx]*))?([:)])/y;
const LONGEST_NAME = 32;

/** Reads what begins with a parenthesis, after it. */
export function parseGroup(reader: PatternReader, modes: Modes, parseBody: ParseBody): Group {
  const body = (inner: Modes = modes): Node =>
    reader.nested(() => closed(reader, inner, parseBody));
  if (reader.next === '*') return parseVerb(reader);
  if (reader.next !== '?') return item(capture(reader, undefined, body));

  const look = reader.take(/\?(<?)([=!])/y);
  if (look) {
    const [, behind, sign] = look;
    return item({ kind: 'look', behind: behind !== '', negative: sign === '!', body: body() });
  }
  if (reader.skip('?>')) return item({ kind: 'atomic', body: body() });
  const named = reader.take(NAMED);
  if (named) return item(capture(reader, named[1] ?? named[2] ?? '', body));
  const reference = reader.take(NAMED_REFERENCE);
  if (reference) {
    return item({ kind: 'reference', group: reference[1] ?? '', caseless: modes.caseless });
  }
  const switched = reader.take(MODES);
  if (!switched)
    return cannotTell(`(${reader.pattern.slice(reader.at, reader.at + 2)} is not followed`);
  const changed = changedModes(modes, switched);
  return switched[3] === ')' ? { modes: changed } : item(body(changed));
}

function item(node: Node): Group {
  return { item: { node, isRepeatable: true } };
}

function closed(reader: PatternReader, modes: Modes, parseBody: ParseBody): Node {
  const body = parseBody(reader, modes);
  if (!reader.skip(')')) refuse('a parenthesis is not closed');
  return body;
}

function parseVerb(reader: PatternReader): never {
  if (reader.peek(/\*[A-Za-z:]/y)) return cannotTell('(*…) is not followed');
  return refuse('a quantifier follows nothing');
}

function capture(reader: PatternReader, name: string | undefined, body: () => Node): Node {
  reader.groups += 1;
  const group = reader.groups;
  if (name !== undefined) addName(reader, name, group);
  return { kind: 'capture', group, body: body() };
}

function addName(reader: PatternReader, name: string, group: number): void {
  if (!/^[A-Za-z_]\w*$/.test(name)) refuse(`"${name}" is no name for a group`);
  // Longer ones are for the newest PCRE2 only.
  if (name.length > LONGEST_NAME) cannotTell(`the name "${name}" is longer than ${LONGEST_NAME}`);
  if (reader.names.has(name)) refuse(`two groups are named "${name}"`);
  reader.names.set(name, group);
}

function changedModes(modes: Modes, [, on = '', off = '']: RegExpExecArray): Modes {
  const after = (letter: string, before: boolean): boolean =>
    !off.includes(letter) && (on.includes(letter) || before);
  if (/xx/.test(on)) cannotTell('(?xx) is not followed');
  return {
    caseless: after('i', modes.caseless),
    multiline: after('m', modes.multiline),
    dotAll: after('s', modes.dotAll),
    extended: after('x', modes.extended),
  };
}
