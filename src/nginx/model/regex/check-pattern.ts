import { beginsWithAssertedByte } from './begins-with-asserted-byte.ts';
import { checkLookbehind } from './check-lookbehind.ts';
import { hasEmptyRounds, isEmptyLast } from './empty-match.ts';
import { groupsIn, type LookNode, type Node, type ReferenceNode, type RepeatNode } from './node.ts';
import type { ParsedPattern } from './parse-pattern.ts';
import { cannotTell, refuse } from './refusal.ts';

/** Groups whose text JavaScript may not tell as PCRE does. */
export interface UnsureGroups {
  /** Always. */
  readonly always: ReadonlySet<number>;
  /** Where it has none: JavaScript forgets at each round of a loop what PCRE keeps. */
  readonly whenUnset: ReadonlySet<number>;
}

/**
 * Throws a `Refusal` where JavaScript would match otherwise than PCRE, and tells for which groups
 * it may capture otherwise.
 */
export function checkPattern(pattern: ParsedPattern): UnsureGroups {
  if (beginsWithAssertedByte(pattern.root)) {
    cannotTell('it begins with a lookahead, with which PCRE up to PCRE2 10.42 misses matches');
  }
  const check = new PatternCheck(pattern);
  check.node(pattern.root, new Set());
  if ([...check.always].some((group) => check.referenced.has(group))) {
    cannotTell('a group is referred to that a loop may set to the empty text');
  }
  return check;
}

class PatternCheck implements UnsureGroups {
  readonly always: Set<number> = new Set();
  readonly whenUnset: Set<number> = new Set();
  readonly referenced: Set<number> = new Set();
  readonly #pattern: ParsedPattern;

  constructor(pattern: ParsedPattern) {
    this.#pattern = pattern;
  }

  /** Checks a part before which the groups `before` surely matched; returns those after it. */
  node(node: Node, before: ReadonlySet<number>): ReadonlySet<number> {
    switch (node.kind) {
      case 'bytes':
      case 'assertion':
        return before;
      case 'reference':
        this.#reference(node, before);
        return before;
      case 'sequence':
        return node.items.reduce((known, item) => this.node(item, known), before);
      case 'alternatives':
        return inAll(node.branches.map((branch) => this.node(branch, before)));
      case 'capture':
        return new Set([...this.node(node.body, before), node.group]);
      case 'atomic':
        return this.node(node.body, before);
      case 'look':
        return this.#look(node, before);
      case 'repeat':
        return this.#repeat(node, before);
    }
  }

  #look(node: LookNode, before: ReadonlySet<number>): ReadonlySet<number> {
    if (node.behind) checkLookbehind(node);
    const after = this.node(node.body, before);
    return node.negative ? before : after;
  }

  #repeat(node: RepeatNode, before: ReadonlySet<number>): ReadonlySet<number> {
    const after = this.node(node.body, before);
    const groups = groupsIn(node);
    if (hasEmptyRounds(node)) {
      if (!isEmptyLast(node.body)) cannotTell('a loop may have an empty round before others');
      for (const group of groups) this.always.add(group);
    }
    if (node.max > 1) {
      for (const group of groups) if (!after.has(group)) this.whenUnset.add(group);
    }
    return node.min > 0 ? after : before;
  }

  #reference({ group, caseless }: ReferenceNode, before: ReadonlySet<number>): void {
    const { groups, names } = this.#pattern;
    const number = typeof group === 'number' ? group : names.get(group);
    const none = `there is no group ${group}`;
    // `\8` and `\9` are the digits to the first PCRE, and a mistake to PCRE2.
    if ((group === 8 || group === 9) && group > groups) cannotTell(none);
    if (number === undefined || number > groups) refuse(none);
    if (caseless) cannotTell('a group is referred to without regard to case');
    // Of a group that matched nothing JavaScript finds the empty text, and PCRE finds none.
    if (!before.has(number)) cannotTell(`group ${group} may have no text where it is referred to`);
    this.referenced.add(number);
  }
}

/** The groups that are in every set. */
function inAll([first, ...others]: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const kept = [...(first ?? [])].filter((group) => others.every((other) => other.has(group)));
  return new Set(kept);
}
