import type { Placed } from '../../syntax/configuration.ts';
import type { PcreMatch, PcreRegex } from '../regex/index.ts';
import type { Unknown, Value } from '../value.ts';

/** What a derived variable needs of the request at hand. */
export interface DerivedContext {
  /** Evaluates text with variables in it (`$host:$arg_x`), at this point of the request. */
  evaluate(template: string, at: Placed): Value;
  /**
   * Makes the groups of a match the request's own, as nginx does: `$1` and so on, and the named ones
   * as variables. Called for every match, also of an expression without groups: it clears `$1`.
   */
  capture(match: PcreMatch, regex: PcreRegex): void;
  /** Says that it is not known which match the groups are from, or whether there was one at all. */
  loseCaptures(unknown: Unknown): void;
  /** Where the connection comes from, as `$remote_addr` says it: for `geo` without a variable. */
  readonly clientAddress: Value;
  /** The values of the X-Forwarded-For lines, in the order in which they came; for `geo` with `proxy`. */
  readonly forwardedFor: readonly string[];
}

/** A variable that a configuration derives from others: by `map`, `geo` or `split_clients`. */
export interface DerivedVariable {
  /** In lower case, as nginx compares it, and without `$`. */
  readonly name: string;
  /** The block that defines it. */
  readonly placed: Placed;
  /** Whether it is evaluated anew each time that it is asked for; else once for each request. */
  readonly volatile: boolean;
  /** What it yields, with the line that decided and the lines behind the source. */
  evaluate(context: DerivedContext): Value;
}

/** The name of the variable that a word such as `$Name` means; undefined where it is none. */
export function variableName(word: string | undefined): string | undefined {
  return word?.startsWith('$') ? word.slice(1).toLowerCase() : undefined;
}
