import type { Level, Model } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { Image } from './image.ts';
import { nameOfLevel } from './level-changes.ts';
import { opensLevel, slotsOf, wholeText } from './level-slots.ts';
import type { Change } from './unexpected-changes.ts';

/**
 * The lines by which locations that no request of the tour reaches use something whose definition is
 * another one now: a variable of a `map`, a log format, an upstream. Elsewhere the tour shows what comes of it.
 */
export function* usesOfChanged(before: Image, after: Image): Generator<Change> {
  const changed = changedDefinitions(before.judged.evidence.model, after.judged.evidence.model);
  if (changed.length === 0) return;
  const reached = levelsOnTour(before);
  for (const level of locationsIn(before.judged.evidence.model.main)) {
    if (reached.has(level)) continue;
    for (const definition of changed) yield* usesIn(level, definition);
  }
}

/** Something that has a name, before and after a change of what it stands for. */
interface ChangedDefinition {
  readonly name: string;
  /** As uses of it are written. */
  readonly use: RegExp;
  readonly linesThen: readonly Placed[];
  readonly linesNow: readonly Placed[];
}

const VARIABLES: readonly string[] = ['map', 'geo', 'split_clients'];

function changedDefinitions(before: Model, after: Model): ChangedDefinition[] {
  const now = definitionsOf(after);
  return [...definitionsOf(before)].flatMap(([name, line]) => {
    const successor = now.get(name);
    if (successor?.text === line.text) return [];
    return [{ name, use: useOf(name), linesThen: line.lines, linesNow: successor?.lines ?? [] }];
  });
}

/** `$name` and `${name}`; other names as words, since a word too many does no harm here. */
function useOf(name: string): RegExp {
  const plain = name.replace(/^\$/, '').replace(/[^\w]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${plain}(?![\\w-])`, 'i');
}

interface Definition {
  readonly text: string;
  readonly lines: readonly Placed[];
}

function definitionsOf({ http }: Model): Map<string, Definition> {
  const found = new Map<string, Definition>();
  if (http === undefined) return found;
  for (const line of http.lines) {
    const { name, args } = line.directive;
    const isVariable = VARIABLES.includes(name);
    if (!isVariable && name !== 'log_format' && name !== 'upstream') continue;
    const defined = args.at(isVariable ? -1 : 0)?.value ?? '';
    const lines = [line, ...http.configuration.children(line)];
    found.set(defined, { text: wholeText(line, http), lines });
  }
  return found;
}

function* usesIn(level: Level, definition: ChangedDefinition): Generator<Change> {
  const { name, use, linesThen, linesNow } = definition;
  for (const slot of slotsOf(level, namesInEffect(level)).values()) {
    if (!use.test(slot.text)) continue;
    yield {
      where: nameOfLevel(level),
      what: slot.name,
      was: slot.text,
      is: `the same with another ${name}`,
      kind: JSON.stringify(['use', slot.text, name]),
      linesThen: [...slot.lines, ...linesThen],
      linesNow,
      levelThen: level,
      levelNow: undefined,
      isMeantBy: (scope) => scope.isAboutLevel(level),
    };
  }
}

function namesInEffect(level: Level): Set<string> {
  const names = new Set<string>();
  for (let at: Level | undefined = level; at !== undefined; at = at.parent) {
    for (const { directive } of at.lines) names.add(directive.name);
  }
  return names;
}

function levelsOnTour({ stops, traces }: Image): Set<Level> {
  const levels = new Set<Level>();
  for (const [key, stop] of stops) {
    const level = traces.of(key, stop).exchange?.level;
    if (level !== undefined) levels.add(level);
  }
  return levels;
}

function* locationsIn(level: Level): Generator<Level> {
  for (const line of level.lines) {
    if (!opensLevel(line, level)) continue;
    const inner = level.inside(line);
    if (inner.context.startsWith('location')) yield inner;
    yield* locationsIn(inner);
  }
}
