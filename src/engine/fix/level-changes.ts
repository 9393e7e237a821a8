import type { Level, Model } from '../../nginx/model/index.ts';
import { type Placed, placeOf } from '../../nginx/syntax/index.ts';
import { textOf } from './facets.ts';
import { differingNames, opensLevel, type Slot, slotsOf } from './level-slots.ts';
import type { OffsetMap } from './offset-map.ts';
import type { Scope } from './scope.ts';
import type { Change } from './unexpected-changes.ts';

/**
 * Compares what is in effect at every level, also where no request of a tour comes: in named locations,
 * in `if`, in `stream`.
 */
export function levelChanges(
  before: Model,
  after: Model,
  moves: ReadonlyMap<string, OffsetMap>,
): Generator<Change> {
  return compare(before.main, after.main, new Set(), moves);
}

/** `around`: the names of directives whose lines differ around the levels. */
function* compare(
  before: Level,
  after: Level,
  around: ReadonlySet<string>,
  moves: ReadonlyMap<string, OffsetMap>,
): Generator<Change> {
  const own = differingNames(before, after);
  const names = own.size === 0 ? around : new Set([...around, ...own]);
  yield* slotChanges(before, after, names);
  const successors = new Map(innerLevels(after, keyNow));
  for (const [key, inner] of innerLevels(before, (placed) => keyThen(placed, moves))) {
    const successor = successors.get(key);
    successors.delete(key);
    if (successor === undefined) yield blockChange(inner, undefined);
    else {
      if (headOf(inner) !== headOf(successor)) yield blockChange(inner, successor);
      yield* compare(inner, successor, names, moves);
    }
  }
  for (const fresh of successors.values()) yield newBlock(before, fresh);
}

function* slotChanges(before: Level, after: Level, names: ReadonlySet<string>): Generator<Change> {
  if (names.size === 0) return;
  const then = slotsOf(before, names);
  const now = slotsOf(after, names);
  for (const slot of new Set([...then.keys(), ...now.keys()])) {
    const was = then.get(slot);
    const is = now.get(slot);
    if (was?.text !== is?.text) yield changeAt(before, after, was, is);
  }
}

/** A block that is gone, or has another head. */
function blockChange(before: Level, after: Level | undefined): Change {
  return changeAt(before, after, slotOfBlock(before), after && slotOfBlock(after));
}

/**
 * A new upstream does nothing until a line uses it. A new location may stand beside those that a finding
 * is about: whose requests it takes, the tour shows. Of a regular expression no tour shows all.
 */
function newBlock(around: Level, fresh: Level): Change {
  const change = changeAt(around, fresh, undefined, slotOfBlock(fresh));
  const isRegex = /^~/.test(fresh.placed?.directive.args[0]?.value ?? '');
  const isMeantBy = (scope: Scope): boolean => {
    if (fresh.context === 'upstream') return true;
    return fresh.context === 'location' && !isRegex && scope.isWithin(around);
  };
  return { ...change, where: nameOfLevel(around), isMeantBy };
}

function changeAt(
  before: Level,
  after: Level | undefined,
  was: Slot | undefined,
  is: Slot | undefined,
): Change {
  return {
    where: nameOfLevel(before),
    what: was?.name ?? is?.name ?? '',
    was: was?.text,
    is: is?.text,
    kind: JSON.stringify([was?.text, is?.text]),
    linesThen: was?.lines ?? [],
    linesNow: is?.lines ?? [],
    levelThen: before,
    levelNow: after,
    isMeantBy: (scope: Scope) => isDefinition(was ?? is, before) || scope.isAboutLevel(before),
  };
}

function slotOfBlock({ placed }: Level): Slot | undefined {
  if (placed === undefined) return undefined;
  return { name: 'the block', text: textOf(placed), lines: [placed] };
}

/** Such as `location /api/ (conf.d/app.conf:12)`. */
export function nameOfLevel({ placed }: Level): string {
  if (placed === undefined) return 'the configuration';
  const { file, line } = placeOf(placed);
  return `${textOf(placed)} (${file}:${line})`;
}

function headOf({ placed }: Level): string {
  return textOf(placed);
}

/** The levels directly in one, each with a key that its successor has, too. */
function* innerLevels(
  level: Level,
  keyOf: (placed: Placed) => string,
): Generator<[key: string, inner: Level]> {
  const met = new Map<string, number>();
  for (const placed of level.lines) {
    if (!opensLevel(placed, level)) continue;
    const key = keyOf(placed);
    // A snippet that is included twice brings its blocks twice.
    const times = met.get(key) ?? 0;
    met.set(key, times + 1);
    yield [`${key} ${times}`, level.inside(placed)];
  }
}

function keyNow({ file, directive }: Placed): string {
  return `${directive.nameSpan.start} ${file.path}`;
}

function keyThen({ file, directive }: Placed, moves: ReadonlyMap<string, OffsetMap>): string {
  const { start } = directive.nameSpan;
  return `${moves.get(file.path)?.after(start) ?? start} ${file.path}`;
}

/** What only gives something a name does nothing by itself: `usesOfChanged` finds those who use it. */
function isDefinition(slot: Slot | undefined, level: Level): boolean {
  const name = slot?.lines[0]?.directive.name;
  if (level.context === 'upstream') return true;
  return name !== undefined && DEFINITIONS.has(name);
}

const DEFINITIONS: ReadonlySet<string> = new Set(['map', 'geo', 'split_clients', 'log_format']);
