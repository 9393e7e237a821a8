import type { Node } from './node.ts';
import type { PatternReader } from './pattern-reader.ts';
import { cannotTell, refuse } from './refusal.ts';

/** How often an item is to match, and whether it gives back. */
export interface Quantifier {
  readonly min: number;
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
}

const COUNTED = /\{(\d+)(?:(,)(\d*))?\}/y;
/** `{,3}` and `{ 1, 3 }` are text up to PCRE2 10.42, and count from 10.43 on. */
const COUNTED_LATER = /\{[ \t]*(?:\d+[ \t]*(?:,[ \t]*\d*)?|,[ \t]*\d+)[ \t]*\}/y;
const MOST = 65_535;

/** Reads a quantifier if one comes next; a brace that counts nothing is text. */
export function parseQuantifier(reader: PatternReader): Quantifier | undefined {
  const range = parseRange(reader);
  if (!range) return undefined;
  const [min, max] = range;
  if (reader.skip('+')) return { min, max, mode: 'possessive' };
  return { min, max, mode: reader.skip('?') ? 'lazy' : 'greedy' };
}

function parseRange(reader: PatternReader): [min: number, max: number] | undefined {
  if (reader.skip('*')) return [0, Number.POSITIVE_INFINITY];
  if (reader.skip('+')) return [1, Number.POSITIVE_INFINITY];
  if (reader.skip('?')) return [0, 1];
  const counted = reader.take(COUNTED);
  if (counted) return counts(counted);
  const later = reader.peek(COUNTED_LATER);
  if (later) cannotTell(`${later[0]} is text up to PCRE2 10.42 and a quantifier from 10.43 on`);
  return undefined;
}

function counts([text, first, comma, last]: RegExpExecArray): [number, number] {
  const min = Number(first);
  const open = last ? Number(last) : Number.POSITIVE_INFINITY;
  const max = comma ? open : min;
  if (min > MOST || (max > MOST && max !== Number.POSITIVE_INFINITY)) {
    return refuse(`${text} counts further than ${MOST}`);
  }
  if (min > max) return refuse(`${text} counts down`);
  return [min, max];
}

/** An item that is repeated; a lookaround is tried once at most, however often it may match. */
export function repeat(body: Node, { min, max, mode }: Quantifier): Node {
  const once = body.kind === 'look' && max > 0;
  const node: Node = {
    kind: 'repeat',
    min: once ? Math.min(min, 1) : min,
    max: once ? 1 : max,
    lazy: mode === 'lazy',
    body,
  };
  return mode === 'possessive' ? { kind: 'atomic', body: node } : node;
}
