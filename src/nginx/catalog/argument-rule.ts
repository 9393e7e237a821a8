/** How many arguments a directive takes, its name and a block not counted. */
export interface ArgumentRule {
  readonly least: number;
  /** `Infinity` where any number is accepted. */
  readonly most: number;
  /** Numbers in between that are not accepted; hardly any directive has such gaps. */
  readonly except: readonly number[];
}

/** Reads `2`, `1-3`, `1+`, or `1,3`, as the measured tables write it. */
export function parseArgumentRule(text: string): ArgumentRule {
  if (text.endsWith('+')) return { least: Number(text.slice(0, -1)), most: Infinity, except: [] };
  const separator = text.includes(',') ? ',' : '-';
  const numbers = text.split(separator).map(Number);
  const least = numbers[0] ?? 0;
  const most = numbers.at(-1) ?? least;
  if (separator === '-') return { least, most, except: [] };
  const except: number[] = [];
  for (let count = least; count < most; count++) if (!numbers.includes(count)) except.push(count);
  return { least, most, except };
}

/** Whether a number of arguments is accepted. */
export function takes({ least, most, except }: ArgumentRule, count: number): boolean {
  return count >= least && count <= most && !except.includes(count);
}

/** The rule for people: `exactly 2 arguments`, `1 or 2 arguments`, `at least 1 argument`. */
export function describeArguments({ least, most, except }: ArgumentRule): string {
  if (most === Infinity) {
    return least === 0 ? 'any number of arguments' : `at least ${countOf(least)}`;
  }
  if (least === most) return least === 0 ? 'no argument' : `exactly ${countOf(least)}`;
  const numbers: number[] = [];
  for (let count = least; count <= most; count++) if (!except.includes(count)) numbers.push(count);
  if (numbers.length > 2 && except.length === 0) return `${least} to ${countOf(most)}`;
  return `${numbers.slice(0, -1).join(', ')} or ${countOf(most)}`;
}

function countOf(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`;
}
