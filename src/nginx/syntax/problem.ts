import type { Span } from '../../text/span.ts';

/**
 * `error`: nginx refuses the configuration. `warning`: nginx's reader takes it, but it is hardly meant
 * so. `note`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note';

/** What can be wrong with the text of one file. */
export type ProblemCode =
  | 'byte-order-mark'
  | 'missing-semicolon'
  | 'unclosed-block'
  | 'unclosed-foreign-block'
  | 'unclosed-quote'
  | 'unexpected-after-quote'
  | 'unexpected-close'
  | 'unexpected-semicolon'
  | 'block-without-name'
  | 'word-too-long'
  | 'too-long'
  | 'too-deep'
  | 'too-many-directives'
  | 'too-many-problems';

/** A mistake in a text. `span` is where to mend it, which is often before the place where nginx notices. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
}

/** Collects problems up to a number, so that hostile text cannot fill the memory with them. */
export class ProblemList {
  private readonly found: Problem[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(code: ProblemCode, span: Span, message: string, severity: Severity = 'error'): void {
    if (this.found.length < this.limit) this.found.push({ code, severity, message, span });
    else if (this.found.length === this.limit) {
      this.found.push({
        code: 'too-many-problems',
        severity: 'error',
        message: `There are more than ${this.limit} problems; the rest is not listed. Mend the first ones and read again.`,
        span,
      });
    }
  }

  has(code: ProblemCode): boolean {
    return this.found.some((problem) => problem.code === code);
  }

  /** In the order of the text. */
  inOrder(): Problem[] {
    return this.found.sort((a, b) => a.span.start - b.span.start);
  }
}
