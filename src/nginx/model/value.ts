import type { Placed } from '../syntax/configuration.ts';

/** Something that only a running nginx could tell. */
export interface Unknown {
  /** What is not known, such as `$upstream_addr` or `the regular expression "(?R)"`. */
  readonly what: string;
  /** Why, in words that complete "is not known: …". */
  readonly why: string;
  /** The line that asks for it. */
  readonly at: Placed | undefined;
}

/** What nginx has for something at some point of a request, and the lines that had a part in it. */
export type Value = KnownValue | UnknownValue;

export interface KnownValue {
  /** One character for each byte. */
  readonly text: string;
  readonly from: readonly Placed[];
  readonly unknown: undefined;
}

export interface UnknownValue {
  readonly text: undefined;
  readonly from: readonly Placed[];
  readonly unknown: Unknown;
}

const nowhere: readonly Placed[] = [];

/** What an empty or missing variable yields. */
export const emptyValue: KnownValue = { text: '', from: nowhere, unknown: undefined };

export function known(text: string, from: readonly Placed[] = nowhere): KnownValue {
  return { text, from, unknown: undefined };
}

export function unknown(
  what: string,
  why: string,
  at?: Placed,
  from: readonly Placed[] = nowhere,
): UnknownValue {
  return { text: undefined, from, unknown: { what, why, at } };
}

/** The same value, with a line more that had a part in it. */
export function via(value: Value, line: Placed): Value {
  const { text, from, unknown: missing } = value;
  if (from.includes(line)) return value;
  const all = from.length === 0 ? [line] : [...from, line];
  return missing === undefined
    ? known(text, all)
    : { text: undefined, from: all, unknown: missing };
}

/** One value behind the other; unknown as soon as one of them is. */
export function concat(values: readonly Value[]): Value {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  let text = '';
  let from = nowhere;
  let missing: Unknown | undefined;
  for (const value of values) {
    if (value.unknown !== undefined) missing ??= value.unknown;
    else text += value.text;
    if (value.from.length > 0) from = union(from, value.from);
  }
  return missing === undefined ? known(text, from) : { text: undefined, from, unknown: missing };
}

function union(some: readonly Placed[], more: readonly Placed[]): readonly Placed[] {
  if (some.length === 0) return more;
  const fresh = more.filter((line) => !some.includes(line));
  return fresh.length === 0 ? some : [...some, ...fresh];
}
