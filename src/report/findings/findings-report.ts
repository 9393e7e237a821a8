import type { Check, Severity } from '../../checks/check.ts';
import type { Undecided } from '../../engine/judge-configuration.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import type { SourceLines } from '../../engine/source-lines.ts';
import type { Suppressed } from '../../engine/suppressions.ts';

/** What a report of a configuration tells. */
export interface FindingsReport {
  /** Whose rules and defaults hold. */
  readonly nginx: { readonly version: string; readonly by: 'given' | 'found' | 'assumed' };
  /** The checks that were judged, in the order in which they are told. */
  readonly checks: readonly Check[];
  readonly paths: readonly { readonly url: string }[];
  /** By file and line. */
  readonly findings: readonly PlacedFinding[];
  readonly suppressed: readonly Suppressed[];
  /** What the baseline knows, which is not told of again. */
  readonly known: readonly PlacedFinding[];
  readonly unknown: readonly Undecided[];
  readonly broken: readonly Undecided[];
  readonly sources: SourceLines;
  /** A file of a finding as the reader of the report finds it. */
  readonly pathOf: (file: string) => string;
}

/** From which severity on findings are a failure. */
export type FailOn = Severity | 'never';
