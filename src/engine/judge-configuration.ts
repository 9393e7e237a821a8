import type { Check } from '../checks/check.ts';
import {
  type ConfigProblem,
  type ConfigurationEvidence,
  type ConfigVerdict,
  type Fix,
  isJudgedOn,
  type SocketPath,
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
    found.take(check, undefined, config.judge(evidence));
    return;
  }
  for (const path of evidence.paths) {
    if (!isJudgedOn(config, path, path.intent)) continue;
    if (found.spoilt.has(path)) continue;
    found.take(check, path, config.judge(path));
  }
}

/** Such as `location /api/`, or the server's name where no location is in charge. */
export function whereOf({ handshake, url }: SocketPath): string {
  const { location, arrival } = handshake;
  if (location !== undefined) return `location ${location.pattern}`;
  const name = arrival.choice?.server.names[0]?.written;
  return name === undefined ? url : `server ${name}`;
}

/** Collects findings; one that is met on several paths is one. */
class Findings {
  readonly unknown: Undecided[] = [];
  readonly broken: Undecided[] = [];
  readonly spoilt = new SpoiltBlocks();
  private readonly byCause = new Map<Check, Map<Directive | string, ConfigFinding>>();

  /** `path` is what is judged; undefined for the configuration as a whole. */
  take(
    check: Check,
    path: SocketPath | undefined,
    judging: Generator<ConfigProblem, ConfigVerdict>,
  ): void {
    for (;;) {
      const step = judging.next();
      if (!step.done) {
        this.add(check, path, step.value);
        continue;
      }
      const verdict = step.value;
      if (typeof verdict === 'object') this.doubt({ check: check.id, why: verdict.cannotTell });
      return;
    }
  }

  inOrder(): ConfigFinding[] {
    return [...this.byCause.values()].flatMap((ofCheck) => [...ofCheck.values()]).toSorted(byPlace);
  }

  /** A line in a snippet may be met on thousands of paths: of all but the first, only the place is taken. */
  private add(check: Check, path: SocketPath | undefined, problem: ConfigProblem): void {
    const ofCheck = this.byCause.get(check) ?? new Map<Directive | string, ConfigFinding>();
    this.byCause.set(check, ofCheck);
    const { at, span, severity = check.severity } = problem;
    this.spoilt.add(problem);
    const cause = span === undefined ? at.directive : `${span.start} ${at.file.name}`;
    const known = ofCheck.get(cause);
    if (known === undefined) ofCheck.set(cause, toFinding(check, path, problem));
    else if (bySeverity({ severity }, known) < 0) {
      ofCheck.set(cause, joined(toFinding(check, path, problem), known));
    } else {
      const where = placeOfProblem(path, problem);
      ofCheck.set(cause, joined(known, { where, related: relatedOf(problem) }));
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

function toFinding(
  check: Check,
  path: SocketPath | undefined,
  problem: ConfigProblem,
): ConfigFinding {
  const { at, message, fix } = problem;
  return {
    check: check.id,
    severity: problem.severity ?? check.severity,
    ...(problem.span === undefined ? placeOf(at) : placeIn(at.file, problem.span)),
    where: placeOfProblem(path, problem),
    message: readableBytes(message),
    related: relatedOf(problem),
    fix: fix === undefined ? null : { title: fix.title, safe: fix.safe },
    at,
    remedy: fix,
  };
}

function placeOfProblem(path: SocketPath | undefined, { where }: ConfigProblem): string {
  return readableBytes(where ?? (path === undefined ? 'the configuration' : whereOf(path)));
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
