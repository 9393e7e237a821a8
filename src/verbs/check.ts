import type { Check } from '../checks/check.ts';
import type { SocketPath } from '../checks/configuration.ts';
import type { ConfigJudgement } from '../engine/judge-configuration.ts';
import { byPlace, type PlacedFinding } from '../engine/placed-finding.ts';
import type { SourceLines } from '../engine/source-lines.ts';
import type { Suppressed } from '../engine/suppressions.ts';
import type { Model } from '../nginx/model/index.ts';
import type { LoadProblem } from '../nginx/syntax/index.ts';
import type { CheckSettings } from './check/check-settings.ts';
import { type CheckOptions, type PreparedCheck, prepareCheck } from './check/prepare-check.ts';
import { reportPath } from './check/report-path.ts';
import type { KnownNginx } from './explain/known-nginx.ts';

export type { CheckSettings } from './check/check-settings.ts';
export type { CheckOptions } from './check/prepare-check.ts';

/** What the checks say of a configuration. */
export interface Checked {
  readonly nginx: KnownNginx;
  readonly model: Model;
  readonly settings: CheckSettings;
  /** Those that were judged. */
  readonly checks: readonly Check[];
  readonly paths: readonly SocketPath[];
  /** By file and line. Without those that a comment or the baseline speaks for. */
  readonly findings: readonly PlacedFinding[];
  readonly suppressed: readonly Suppressed[];
  /** What the baseline knows. */
  readonly known: readonly PlacedFinding[];
  readonly unknown: ConfigJudgement['unknown'];
  readonly broken: ConfigJudgement['broken'];
  /** What is wrong with the text, and with its files. */
  readonly problems: readonly LoadProblem[];
  readonly sources: SourceLines;
  /** A file of a finding as one finds it from `folder`. */
  readonly pathOf: (file: string) => string;
}

/**
 * Judges a configuration by every check that has a rule for one. What is wrong with its text is a
 * finding too. Fails where there is nothing to read, and for options that cannot be used.
 */
export async function check(options: CheckOptions = {}): Promise<Checked> {
  return checkPrepared(await prepareCheck(options, { byTwins: true }), options.folder);
}

/** Judges what was prepared. */
export function checkPrepared(
  { nginx, settings, checks, opened, judge }: PreparedCheck,
  folder?: string,
): Checked {
  const { configuration, model } = opened;
  const { evidence, findings, faults, ...rest } = judge(configuration);
  return {
    ...{ nginx, model, settings, checks, ...rest },
    // A later hop of this same nginx is a part of the path that leads there.
    paths: evidence.paths.filter((path) => !path.isLaterHop),
    findings: [...findings, ...faults].toSorted(byPlace),
    problems: configuration.problems,
    pathOf: reportPath(configuration, folder),
  };
}
