import { checkPattern, type UnsureGroups } from './check-pattern.ts';
import { type EmittedPattern, emitPattern } from './emit-pattern.ts';
import { childrenOf, type Node } from './node.ts';
import { type ParsedPattern, parsePattern } from './parse-pattern.ts';
import { cannotTell, Refusal } from './refusal.ts';

/** A regular expression that matches as PCRE does when nginx runs it. */
export interface PcreRegex {
  readonly kind: 'regex';
  /** How many groups capture; `$1` to `$9` of nginx are the first of them. */
  readonly captures: number;
  /** The number of each named group, which nginx makes a variable of. */
  readonly names: ReadonlyMap<string, number>;
  /**
   * Matches a byte string: one character a byte. Null where it does not match. PCRE gives up on a
   * pattern that backtracks too much, and nginx answers 500; this goes on.
   */
  exec(subject: string): PcreMatch | null;
}

/** What a pattern found. */
export interface PcreMatch {
  /** At 0 the whole match, then each group; nginx takes a group without text for an empty one. */
  readonly groups: readonly (string | undefined)[];
  /** Groups whose text cannot be told; mostly none. */
  readonly unsure: ReadonlySet<number>;
}

/** A pattern whose matches cannot be told, or that PCRE refuses so that nginx does not start. */
export interface RegexRefusal {
  readonly kind: 'unknown' | 'invalid';
  /** A part of a sentence: what in the pattern it is. */
  readonly why: string;
}

/**
 * More than this, with every counted repetition written out, could be too much for JavaScript, which
 * would say so at the first match only.
 */
const LARGEST = 20_000;

const NONE_UNSURE: ReadonlySet<number> = new Set();

/**
 * Compiles a pattern as it stands in the configuration, without `~`. It is a byte string too: of
 * UTF-8 text, one character a byte. `caseless` is nginx's `~*`.
 */
export function compilePcre(
  pattern: string,
  { caseless }: { readonly caseless: boolean },
): PcreRegex | RegexRefusal {
  try {
    if (/[^\0-\xff]/.test(pattern)) cannotTell('the pattern was not given as bytes');
    const parsed = parsePattern(pattern, caseless);
    const unsure = checkPattern(parsed);
    if (sizeOf(parsed.root) > LARGEST) cannotTell('the pattern is too large');
    return runnable(parsed, unsure, emitPattern(parsed));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: error.kind, why: error.message };
  }
}

function runnable(
  { groups: captures, names }: ParsedPattern,
  { always, whenUnset }: UnsureGroups,
  { source, places }: EmittedPattern,
): PcreRegex {
  const regex = new RegExp(source);
  const isAlwaysSure = always.size === 0 && whenUnset.size === 0;
  return {
    kind: 'regex',
    captures,
    names,
    exec: (subject) => {
      const found = regex.exec(subject);
      if (!found) return null;
      const groups = places.map((place) => found[place]);
      if (isAlwaysSure) return { groups, unsure: NONE_UNSURE };
      const unset = [...whenUnset].filter((group) => groups[group] === undefined);
      return { groups, unsure: new Set([...always, ...unset]) };
    },
  };
}

/** How many parts a pattern has, each counted as often as it may be repeated by number. */
function sizeOf(node: Node): number {
  const inner = childrenOf(node).reduce((total, child) => total + sizeOf(child), 1);
  if (node.kind !== 'repeat') return inner;
  return inner * (node.max === Number.POSITIVE_INFINITY ? Math.max(1, node.min) : node.max);
}
