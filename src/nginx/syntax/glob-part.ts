/** One part of a pattern between two slashes, made ready to be compared with names. */
export interface GlobPart {
  /** The part without escapes where it holds no wildcard: then one name alone can match. */
  readonly literal: string | undefined;
  matches(name: string): boolean;
}

type Step = 'star' | 'any' | ((char: string) => boolean);

/**
 * `*`, `?`, `[…]` and backslashes as fnmatch(3) with FNM_PERIOD has them: a leading period has to be
 * matched by a period. Brackets without their end stand for themselves.
 */
export function globPart(part: string): GlobPart {
  const steps: Step[] = [];
  let literal = '';
  let isLiteral = true;
  for (let at = 0; at < part.length; at += 1) {
    const char = part.charAt(at);
    const bracket = char === '[' ? readBracket(part, at) : undefined;
    if (bracket !== undefined) {
      steps.push(bracket.matches);
      at = bracket.end;
      isLiteral = false;
    } else if (char === '*' || char === '?') {
      steps.push(char === '*' ? 'star' : 'any');
      isLiteral = false;
    } else {
      if (char === '\\' && at + 1 < part.length) at += 1;
      const expected = part.charAt(at);
      literal += expected;
      steps.push((got) => got === expected);
    }
  }
  const mayBeHidden = part.startsWith('.') || part.startsWith('\\.');
  return {
    literal: isLiteral ? literal : undefined,
    matches: (name) => (mayBeHidden || !name.startsWith('.')) && matchSteps(steps, name),
  };
}

/** Goes back only to the last star, so that no pattern takes longer than steps times characters. */
function matchSteps(steps: readonly Step[], name: string): boolean {
  let step = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const wanted = steps[step];
    if (wanted === 'star') {
      star = step;
      starAt = at;
      step += 1;
    } else if (wanted !== undefined && (wanted === 'any' || wanted(name.charAt(at)))) {
      step += 1;
      at += 1;
    } else {
      if (star === -1) return false;
      step = star + 1;
      starAt += 1;
      at = starAt;
    }
  }
  while (steps[step] === 'star') step += 1;
  return step === steps.length;
}

function readBracket(part: string, from: number): { matches: Step; end: number } | undefined {
  const negated = part.charAt(from + 1) === '!' || part.charAt(from + 1) === '^';
  const ranges: [string, string][] = [];
  const classes: RegExp[] = [];
  const first = from + (negated ? 2 : 1);
  for (let at = first; at < part.length; at += 1) {
    if (part.charAt(at) === ']' && at > first) {
      const holds = (char: string): boolean =>
        ranges.some(([low, high]) => low <= char && char <= high) ||
        classes.some((members) => members.test(char));
      return { matches: (char) => holds(char) !== negated, end: at };
    }
    const named = /^\[:([a-z]+):\]/.exec(part.slice(at, at + 12));
    const members = classMembers[named?.[1] ?? ''];
    if (named !== null && members !== undefined) {
      classes.push(members);
      at += named[0].length - 1;
      continue;
    }
    if (part.charAt(at) === '\\') at += 1;
    const low = part.charAt(at);
    const isRange =
      part.charAt(at + 1) === '-' && at + 2 < part.length && part.charAt(at + 2) !== ']';
    ranges.push([low, isRange ? part.charAt(at + 2) : low]);
    if (isRange) at += 2;
  }
  return undefined;
}

const classMembers: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};
