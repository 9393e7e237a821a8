import { refuse } from './refusal.ts';

/** What holds from some place of a pattern on: `(?i)`, `(?m)`, `(?s)`, `(?x)`. */
export interface Modes {
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly extended: boolean;
}

/** Groups within groups that PCRE still takes, as it is built by default. */
const DEEPEST = 250;

/** A place in a pattern, and what was counted on the way there. */
export class PatternReader {
  readonly pattern: string;
  at = 0;
  /** Groups that were opened so far. */
  groups = 0;
  /** Between `\Q` and `\E`. */
  isQuoting = false;
  readonly names: Map<string, number> = new Map();
  #depth = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  get next(): string {
    return this.pattern[this.at] ?? '';
  }

  /** Moves past `text` if it comes next. */
  skip(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Moves past what a sticky expression matches here. */
  take(sticky: RegExp): RegExpExecArray | undefined {
    const found = this.peek(sticky);
    if (found) this.at += found[0].length;
    return found;
  }

  /** What a sticky expression matches here. */
  peek(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    return sticky.exec(this.pattern) ?? undefined;
  }

  /** Moves past the next character; there has to be one, else `missing` is what PCRE misses. */
  takeChar(missing: string): string {
    if (this.isAtEnd) refuse(`the pattern ends where ${missing} is expected`);
    const char = this.next;
    this.at += 1;
    return char;
  }

  /** Reads a group's inside, which may hold groups again. */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > DEEPEST) refuse(`more than ${DEEPEST} groups within one another`);
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
