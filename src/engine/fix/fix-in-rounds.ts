import { type Configuration, placeOf } from '../../nginx/syntax/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ConfigFinding } from '../judge-configuration.ts';
import { byLikelihood } from '../likelihood.ts';
import { changeConfiguration, type Identify } from './changed-configuration.ts';
import { Image } from './image.ts';
import type { Judging } from './judged.ts';
import type { OffsetMap } from './offset-map.ts';
import { editsOf, type FixWish, fixable, type PlannedFix, planFixes } from './plan-fixes.ts';
import { syntaxErrors, verifyFixes } from './verify-fixes.ts';
import { withWholeRemedies } from './whole-remedy.ts';

export interface RoundsOptions extends Judging, FixWish {
  /** Which paths are one file; each its own when left out. */
  readonly identify?: Identify;
}

/** A fix as reports name it. The place is that of the text as it was when the fix was tried. */
export interface TriedFix {
  readonly check: string;
  readonly title: string;
  readonly safe: boolean;
  readonly where: string;
  readonly file: string;
  readonly line: number;
}

export interface RefusedFix extends TriedFix {
  /** In sentences without a full stop, the most telling first. */
  readonly why: readonly string[];
}

/** A file whose text is another now. */
export interface ChangedFile {
  /** As nginx opens it. */
  readonly path: string;
  readonly before: SourceText;
  readonly after: SourceText;
}

/** What came of fixing; nothing is written yet. */
export interface RoundsResult {
  readonly applied: readonly TriedFix[];
  readonly refused: readonly RefusedFix[];
  /** What the checks still find. */
  readonly remaining: readonly ConfigFinding[];
  readonly changed: readonly ChangedFile[];
  /** As it would be read then. */
  readonly configuration: Configuration;
}

/** Far more than fixes have been seen to need, one after the other, in one block. */
const MOST_ROUNDS = 50;

/**
 * Applies fixes until nothing is left that can be fixed. Each round plans what can be done at once,
 * verifies it against the configuration of the round before, and judges anew, since a fix may cure
 * more than its own finding. Nothing here looks at a disk.
 */
export function fixInRounds(configuration: Configuration, options: RoundsOptions): RoundsResult {
  const rounds = new Rounds(configuration, options);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (!rounds.next()) break;
  }
  return rounds.result(configuration);
}

/** A fix that was refused, and where its finding stands in the text of now. */
interface Refused {
  readonly report: RefusedFix;
  readonly check: string;
  readonly path: string;
  readonly offset: number;
}

class Rounds {
  private readonly options: RoundsOptions;
  private now: Image;
  private readonly applied: TriedFix[] = [];
  private refused: Refused[] = [];
  /** Whether anything was applied since the first of the refusals. */
  private isWorthRetrying = false;

  constructor(configuration: Configuration, options: RoundsOptions) {
    this.options = options;
    this.now = this.imageOf(configuration);
  }

  /** False where nothing is left to be tried. */
  next(): boolean {
    // The worst go first: what nginx refuses may be all that is wrong with a block.
    const findings = withWholeRemedies(this.now)
      .filter((finding) => !this.isRefused(finding))
      .toSorted(byLikelihood(this.options.checks));
    if (fixable(findings, this.options).length === 0) {
      if (!this.isWorthRetrying || this.refused.length === 0) return false;
      this.refused = [];
      this.isWorthRetrying = false;
      return true;
    }
    const { taken } = planFixes(findings, this.options);
    const settled = new Settlement(this.now, this.options, (one) => this.imageOf(one));
    settled.settle(taken, this.isReadable());
    for (const { planned, why } of settled.refused) {
      this.refused.push(toRefused(planned, why));
    }
    if (settled.after !== undefined) {
      this.isWorthRetrying = true;
      this.applied.push(...settled.accepted.map(toTried));
      this.refused = this.refused.map((one) => moved(one, settled.moves));
      this.now = settled.after;
    }
    return true;
  }

  result(first: Configuration): RoundsResult {
    const last = this.now.judged.evidence.configuration;
    const texts = new Map(last.files.map(({ path, source }) => [path, source]));
    const changed = first.files.flatMap(({ path, source: before }) => {
      const after = texts.get(path);
      return after === undefined || after.chars === before.chars ? [] : [{ path, before, after }];
    });
    return {
      applied: this.applied,
      refused: this.refused.map(({ report }) => report),
      remaining: this.now.judged.findings,
      changed,
      configuration: last,
    };
  }

  /** Of a text with mistakes that nginx cannot get over, no two fixes can be told apart. */
  private isReadable(): boolean {
    return syntaxErrors(this.now.judged.evidence.configuration).length === 0;
  }

  private isRefused({ check, at }: ConfigFinding): boolean {
    const { start } = at.directive.nameSpan;
    return this.refused.some(
      (one) => one.check === check && one.path === at.file.path && one.offset === start,
    );
  }

  private imageOf(configuration: Configuration): Image {
    return new Image(this.options.judge(configuration), this.options.checks);
  }
}

/** Finds out which fixes of a round can be applied together. */
class Settlement {
  readonly accepted: PlannedFix[] = [];
  readonly refused: { readonly planned: PlannedFix; readonly why: readonly string[] }[] = [];
  after: Image | undefined;
  moves: ReadonlyMap<string, OffsetMap> = new Map();
  private readonly before: Image;
  private readonly identify: Identify;
  private readonly imageOf: (configuration: Configuration) => Image;

  constructor(
    before: Image,
    { identify = (path) => path }: RoundsOptions,
    imageOf: (configuration: Configuration) => Image,
  ) {
    this.before = before;
    this.identify = identify;
    this.imageOf = imageOf;
  }

  settle(fixes: readonly PlannedFix[], atOnce: boolean): void {
    if (atOnce) {
      this.accept(fixes);
      return;
    }
    for (const fix of fixes) {
      this.accept([fix]);
      if (this.accepted.length > 0) return;
    }
  }

  /** All of them, or, by halves, those among them that can be. */
  private accept(fixes: readonly PlannedFix[]): void {
    const why = this.tryWith(fixes);
    const [only] = fixes;
    if (why.length === 0 || only === undefined) return;
    if (fixes.length === 1) {
      this.refused.push({ planned: only, why });
      return;
    }
    const half = fixes.length >> 1;
    this.accept(fixes.slice(0, half));
    this.accept(fixes.slice(half));
  }

  /** Adds fixes to those that are accepted, unless there is a reason not to. */
  private tryWith(fixes: readonly PlannedFix[]): readonly string[] {
    const together = [...this.accepted, ...fixes];
    const { configuration } = this.before.judged.evidence;
    const change = changeConfiguration(configuration, editsOf(together), this.identify);
    if ('conflict' in change) return [change.conflict];
    const after = this.imageOf(change.after);
    const why = verifyFixes({ fixes: together, before: this.before, after, change });
    if (why.length > 0) return why;
    this.accepted.push(...fixes);
    this.after = after;
    this.moves = change.moves;
    return why;
  }
}

function toTried({ finding, fix }: PlannedFix): TriedFix {
  const { check, where, at } = finding;
  const { file, line } = placeOf(at);
  return { check, title: fix.title, safe: fix.safe, where, file, line };
}

function toRefused(planned: PlannedFix, why: readonly string[]): Refused {
  const { check, at } = planned.finding;
  const report = { ...toTried(planned), why };
  return { report, check, path: at.file.path, offset: at.directive.nameSpan.start };
}

function moved(refused: Refused, moves: ReadonlyMap<string, OffsetMap>): Refused {
  const { path, offset } = refused;
  return { ...refused, offset: moves.get(path)?.after(offset) ?? offset };
}
