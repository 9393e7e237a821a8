import type { Severity } from '../checks/check.ts';

/** A check that does not hold, as every report shows it. `file` and `line` are null for live evidence. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** What was judged: a URL, or a place in a configuration. */
  readonly where: string;
  readonly message: string;
  readonly related: readonly {
    readonly file: string;
    readonly line: number;
    readonly message: string;
  }[];
  readonly fix: { readonly title: string; readonly safe: boolean } | null;
}

/**
 * What became of a check: it holds, it fails, it was not judged (`skipped`), it could not be judged
 * (`unknown`), or the check itself is at fault (`broken`, our bug).
 */
export type Outcome = 'holds' | 'fails' | 'skipped' | 'unknown' | 'broken';

/** The outcome of one check, with its evidence in a few words. */
export interface Verdict {
  readonly check: string;
  readonly outcome: Outcome;
  readonly evidence: string;
  readonly findings: readonly Finding[];
}
