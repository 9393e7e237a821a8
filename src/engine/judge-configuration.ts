import type { Check } from '../checks/check.ts';
import {
  type ConfigProblem,
  type ConfigurationEvidence,
  type Fix,
  isJudgedOn,
  type PathRule,
  type SocketPath,
  type WholeRule,
} from '../checks/configuration.ts';
import {
  type Directive,
  type LoadedFile,
  type Placed,
  placeOf,
  type Span,
} from '../nginx/syntax/index.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { byPlace, type PlacedFinding } from './placed-finding.ts';
import { bySeverity } from './severity.ts';
import { SpoiltBlocks } from './spoilt-blocks.ts';
import { heard, inTwin, type Said, saysSomething } from './twins/said.ts';
import { isLineOf } from './twins/same-line.ts';
import { TwinPath } from './twins/twin-path.ts';
import { withoutTwins } from './twins/without-twins.ts';
import type { Finding } from './verdict.ts';

/** A finding of a configuration, with what mends it. */
export interface ConfigFinding extends PlacedFinding {
  readonly at: Placed;
  /** The whole fix, of which `fix` is what reports say. */
  readonly remedy: Fix | undefined;
}

/** A check that could not tell. */
export interface Undecided {
  readonly check: string;
  readonly why: string;
}

/** What the checks say of a configuration. */
export interface ConfigJudgement {
  /** By file, line and check. */
  readonly findings: readonly ConfigFinding[];
  readonly unknown: readonly Undecided[];
  /** Checks that failed by themselves: our bugs. */
  readonly broken: readonly Undecided[];
}

/**
 * Judges every check that has a rule for configurations, in their order: `config-valid`, which says what
 * nginx refuses, comes first. Never throws.
 */
export function judgeConfiguration(
  checks: readonly Check[],
  evidence: ConfigurationEvidence,
): ConfigJudgement {
  const found = new Findings();
  for (const check of checks) {
    try {
      judge(check, evidence, found);
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      found.broken.push({ check: check.id, why });
    }
  }
  return { findings: found.inOrder(), unknown: found.unknown, broken: found.broken };
}

function judge(check: Check, evidence: ConfigurationEvidence, found: Findings): void {
  const { config } = check;
  if (config === undefined) return;
  if (config.scope === 'whole') {
    found.take(check, saidOfWhole(config, evidence));
    return;
  }
  judgePaths(check, config, evidence, found);
}

/** Of most paths a rule has nothing to say; then none of their twins is looked at. */
function judgePaths(
  check: Check,
  rule: PathRule,
  evidence: ConfigurationEvidence,
  found: Findings,
): void {
  const { spoilt } = found;
  const saidOn = new Map<SocketPath, Said>();
  try {
    for (const path of withoutTwins(evidence)?.evidence.paths ?? evidence.paths) {
      if (!isJudgedOn(rule, path) || spoilt.has(path)) continue;
      saidOn.set(path, heard(rule.judge(path), path));
    }
  } finally {
    // What was said before a rule broke is reported all the same.
    if (!spoilt.isEmpty || [...saidOn.values()].some(saysSomething)) {
      for (const path of evidence.paths) {
        const said = saidOn.get(path) ?? saidOfTwin(path, rule, saidOn, spoilt);
        if (said !== undefined) found.take(check, said);
      }
    }
  }
}

/** What is said of the first of twins, where the same holds for this one; else it is judged itself. */
function saidOfTwin(
  path: SocketPath,
  rule: PathRule,
  saidOn: ReadonlyMap<SocketPath, Said>,
  spoilt: SpoiltBlocks,
): Said | undefined {
  if (!(path instanceof TwinPath)) return undefined;
  const said = spoilt.isEmpty ? saidOn.get(path.first) : undefined;
  if ((said && !saysSomething(said)) || !isJudgedOn(rule, path)) return undefined;
  const known = said && inTwin(said, path.twin);
  if (known !== undefined) return known;
  return spoilt.has(path) ? undefined : heard(rule.judge(path), path);
}

/** Of twins the first stands for all, unless something is said of its own lines. */
function saidOfWhole({ judge, byKinds }: WholeRule, evidence: ConfigurationEvidence): Said {
  const without = byKinds ? withoutTwins(evidence) : undefined;
  if (without === undefined) return heard(judge(evidence));
  const said = heard(judge(without.evidence));
  const firsts = [...without.firsts];
  const isOfFirst = (line: Placed): boolean => firsts.some((unit) => isLineOf(unit, line));
  const isSaidOfFirst = said.problems.some(({ at, related = [] }) =>
    [at, ...related.map((line) => line.at)].some(isOfFirst),
  );
  return isSaidOfFirst ? heard(judge(evidence)) : said;
}

/** Collects findings; one that is met on several paths is one. */
class Findings {
  readonly unknown: Undecided[] = [];
  readonly broken: Undecided[] = [];
  readonly spoilt = new SpoiltBlocks();
  private readonly byCause = new Map<Check, Map<Directive | string, ConfigFinding>>();

  take(check: Check, { where, problems, verdict }: Said): void {
    for (const problem of problems) this.add(check, where, problem);
    if (verdict !== undefined) this.doubt({ check: check.id, why: verdict.cannotTell });
  }

  inOrder(): ConfigFinding[] {
    return [...this.byCause.values()].flatMap((ofCheck) => [...ofCheck.values()]).toSorted(byPlace);
  }

  /** A line in a snippet may be met on thousands of paths: of all but the first, only the place is taken. */
  private add(check: Check, where: string, problem: ConfigProblem): void {
    const ofCheck = this.byCause.get(check) ?? new Map<Directive | string, ConfigFinding>();
    this.byCause.set(check, ofCheck);
    const { at, span, severity = check.severity } = problem;
    this.spoilt.add(problem);
    const cause = span === undefined ? at.directive : `${span.start} ${at.file.name}`;
    const known = ofCheck.get(cause);
    if (known === undefined) ofCheck.set(cause, toFinding(check, where, problem));
    else if (bySeverity({ severity }, known) < 0) {
      ofCheck.set(cause, joined(toFinding(check, where, problem), known));
    } else {
      const place = { where: readableBytes(problem.where ?? where), related: relatedOf(problem) };
      ofCheck.set(cause, joined(known, place));
    }
  }

  private doubt(undecided: Undecided): void {
    const isKnown = this.unknown.some(
      ({ check, why }) => check === undecided.check && why === undecided.why,
    );
    if (!isKnown) this.unknown.push(undecided);
  }
}

/** A finding with the places of another one of the same cause. */
function joined(
  kept: ConfigFinding,
  { where, related }: Pick<Finding, 'where' | 'related'>,
): ConfigFinding {
  const fresh = related.filter(
    (place) => !kept.related.some(({ file, line }) => file === place.file && line === place.line),
  );
  const places = kept.where.split(', ');
  const isKnown = places.length > SHOWN_PLACES || places.includes(where);
  if (isKnown && fresh.length === 0) return kept;
  return {
    ...kept,
    where: isKnown ? kept.where : `${kept.where}, ${where}`,
    related: [...kept.related, ...fresh],
  };
}

const SHOWN_PLACES = 3;

function toFinding(check: Check, where: string, problem: ConfigProblem): ConfigFinding {
  const { at, message, fix } = problem;
  return {
    check: check.id,
    severity: problem.severity ?? check.severity,
    ...(problem.span === undefined ? placeOf(at) : placeIn(at.file, problem.span)),
    where: readableBytes(problem.where ?? where),
    message: readableBytes(message),
    related: relatedOf(problem),
    fix: fix === undefined ? null : { title: fix.title, safe: fix.safe },
    at,
    remedy: fix,
  };
}

function relatedOf({ related = [] }: ConfigProblem): Finding['related'] {
  return related.map(({ at, message }) => ({ ...lineOf(at), message: readableBytes(message) }));
}

function placeIn({ name, source }: LoadedFile, { start }: Span): ReturnType<typeof placeOf> {
  return { file: name, ...source.position(start) };
}

function lineOf(placed: Placed): { readonly file: string; readonly line: number } {
  const { file, line } = placeOf(placed);
  return { file, line };
}
