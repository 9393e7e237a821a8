import type { Level, Trace } from '../../nginx/model/index.ts';
import type { Block, Directive, LoadedFile, Placed } from '../../nginx/syntax/index.ts';
import type { ConfigurationChange, Identify } from './changed-configuration.ts';
import type { Image } from './image.ts';
import type { PlannedFix } from './plan-fixes.ts';
import { TouchedLines } from './touched-lines.ts';

/** What a fix is for, and so may change. */
export class Scope {
  readonly planned: PlannedFix;
  readonly touched: TouchedLines;
  /** The requests whose paths the finding is about; none where it is about a place as a whole. */
  readonly paths: ReadonlySet<string>;
  /** The location or server of the finding, and what serves its paths. */
  private readonly places: ReadonlySet<string>;
  private readonly levels: readonly Level[];
  private readonly homes: readonly Home[];
  private readonly identify: Identify;

  constructor(planned: PlannedFix, before: Image, change: ConfigurationChange) {
    this.planned = planned;
    this.identify = change.identify;
    this.touched = TouchedLines.of(planned, change);
    this.homes = homesOf(planned.finding.at, change);
    const { check, at } = planned.finding;
    const paths = new Set<string>();
    const places: (Placed | undefined)[] = [];
    const levels: (Level | undefined)[] = [];
    for (const complaint of before.complaintsAt(at.directive)) {
      if (complaint.check !== check) continue;
      const { key, path } = complaint;
      paths.add(key);
      places.push(path.handshake.location?.placed ?? serverOf(path.handshake));
      levels.push(path.handshake.exchange?.level);
    }
    places.push(placeAround(at));
    this.paths = paths;
    this.levels = levels.filter((level) => level !== undefined);
    this.places = new Set(places.filter((place) => place !== undefined).map(this.keyOf));
  }

  /** Whether the finding is about no place of its own: it is about what all share, such as `http`. */
  get isForAll(): boolean {
    return this.places.size === 0;
  }

  /** Whether the finding is about what serves this request. */
  isAboutTrace(key: string, before: Trace): boolean {
    if (this.paths.has(key)) return true;
    const server = serverOf(before);
    if (this.isPlace(before.location?.placed ?? server)) return true;
    return this.isWhole && this.isPlace(server);
  }

  /** Whether the fix brings this block. */
  makes(block: Placed | undefined): boolean {
    return block !== undefined && this.touched.isNew(block);
  }

  /** Whether the finding is about this level, or a block around it that has no location between. */
  isAboutLevel(level: Level | undefined): boolean {
    for (let at = level; at?.placed !== undefined; at = at.parent) {
      if (this.isPlace(at.placed)) return true;
      if (at.context === 'location' && !this.isWhole) return false;
    }
    return false;
  }

  /** Whether something that the finding is about is in this level, so that a block may be added to it. */
  isWithin(level: Level): boolean {
    if (this.isWhole) return this.isAboutLevel(level);
    return this.levels.some((one) => isInside(one, level));
  }

  /**
   * Whether a line that is changed has its effect elsewhere with good reason: the fault itself stands
   * beside it, or it stands in a snippet that the other place includes, too, or is for the same socket.
   */
  reaches(line: Placed, level: Level | undefined, when: 'before' | 'after'): boolean {
    if (!this.touched.has(line)) return false;
    if (this.homes.some((home) => home.holds(line, when))) return true;
    return isOfSnippet(line, level) || areOfOneSocket(line, this.planned.finding.at);
  }

  /** Whether the finding is not of single paths, but of all that is in its place. */
  private get isWhole(): boolean {
    return this.paths.size === 0;
  }

  private isPlace(block: Placed | undefined): boolean {
    return block !== undefined && (this.places.has(this.keyOf(block)) || this.renames(block));
  }

  /** Whether the fix writes another name to a location, so that it takes the path: never a safe one. */
  private renames({ directive }: Placed): boolean {
    const isTouched = directive.name === 'location' && this.touched.directives.has(directive);
    return isTouched && !this.planned.fix.safe;
  }

  // One file may have two names.
  private readonly keyOf = ({ directive, file }: Placed): string =>
    `${directive.nameSpan.start} ${this.identify(file.path)}`;
}

/**
 * The block in which the fault stands. What is about everything, such as `events`, may be mended beside
 * its block, too.
 */
function homesOf({ directive, file }: Placed, change: ConfigurationChange): Home[] {
  const block = directive.block ?? directive.parent;
  const { owner } = block;
  const isGlobal = owner !== undefined && GLOBAL.has(owner.name);
  const blocks = isGlobal ? [block, owner.parent] : [block];
  return blocks.map((one) => new Home(one, file, change));
}

const GLOBAL: ReadonlySet<string> = new Set(['events', 'http', 'stream']);

/** A block, by where it begins. */
class Home {
  private readonly identity: string;
  private readonly identify: Identify;
  private readonly before: number;
  private readonly after: number;

  constructor({ owner }: Block, file: LoadedFile, { moves, identify }: ConfigurationChange) {
    const start = owner?.nameSpan.start;
    this.identity = identify(file.path);
    this.identify = identify;
    this.before = start ?? ROOT;
    this.after = start === undefined ? ROOT : (moves.get(file.path)?.after(start) ?? start);
  }

  holds({ directive, file }: Placed, when: 'before' | 'after'): boolean {
    const start = directive.parent.owner?.nameSpan.start ?? ROOT;
    const expected = when === 'before' ? this.before : this.after;
    return start === expected && this.identify(file.path) === this.identity;
  }
}

const ROOT = -1;

/** The options of a `listen` line are those of its socket, whichever server they are written in. */
function areOfOneSocket({ directive: one }: Placed, { directive: other }: Placed): boolean {
  const areListens = one.name === 'listen' && other.name === 'listen';
  return areListens && one.args[0]?.value === other.args[0]?.value;
}

/** Whether a location, or an `if` in it, has the line by an `include` of its own. */
function isOfSnippet(line: Placed, level: Level | undefined): boolean {
  if (line.from === undefined || line.directive.parent.owner !== undefined) return false;
  for (let at = level; at?.context.startsWith('location'); at = at.parent) {
    if (at.lines.some(({ directive }) => directive === line.directive)) return true;
  }
  return false;
}

function isInside(inner: Level, level: Level): boolean {
  for (let at: Level | undefined = inner; at !== undefined; at = at.parent) {
    if (at === level) return true;
  }
  return false;
}

function serverOf({ arrival }: Trace): Placed | undefined {
  return arrival.choice?.server.level.placed;
}

/** The location or server that a line stands in, or that it is. */
function placeAround(at: Placed): Placed | undefined {
  for (let { directive, file, from } = at; ; { directive, file, from } = from) {
    for (let one: Directive | undefined = directive; one !== undefined; one = one.parent.owner) {
      const isPlace = one.name === 'location' || one.name === 'server';
      if (isPlace && one.block !== undefined) return { directive: one, file, from };
    }
    if (from === undefined) return undefined;
  }
}
