/** A rule of a standard that the other side broke. A value, not an exception: who reads decides. */
export interface Violation<Code extends string = string> {
  /** Stable name of the rule, for programs. */
  readonly code: Code;
  /** What was got and what was expected, for people. */
  readonly message: string;
  /** Where the rule stands, such as `RFC 6455 5.2`. */
  readonly section: string;
}
