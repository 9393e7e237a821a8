import { opensContext } from '../../nginx/catalog/context.ts';
import { formsOf } from '../../nginx/catalog/directive-form.ts';
import {
  type Inheritance,
  inheritanceOf,
  sharesPlaceWith,
} from '../../nginx/catalog/inheritance.ts';
import type { Level } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import { textOf } from './facets.ts';

/** What fills one place of a level's configuration: a setting, or one of the lines of a list. */
export interface Slot {
  /** For people, such as `proxy_set_header Host`. */
  readonly name: string;
  readonly text: string;
  readonly lines: readonly Placed[];
}

/**
 * What is in effect at a level of directives of these names, its own and taken over. One slot for each
 * directive of which one value counts, and one for each thing that is named where lines add up, so that
 * a line which drops others of its kind shows.
 */
export function slotsOf(level: Level, names: ReadonlySet<string>): ReadonlyMap<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const name of names) {
    const isList = addsUp(name);
    for (const line of level.effective(name)) {
      if (opensLevel(line, level)) continue;
      const named = namedBy(line);
      const key = isList && named !== undefined ? `${name} ${named}` : name;
      const known = slots.get(key);
      const own = wholeText(line, level);
      const text = known === undefined ? own : `${known.text}; ${own}`;
      const lines = [...(known?.lines ?? []), line, ...level.configuration.children(line)];
      slots.set(key, { name: key, text, lines });
    }
  }
  return slots;
}

/** What a line is about: its first word; for what defines a variable, its last, which is the variable. */
function namedBy({ directive: { name, args } }: Placed): string | undefined {
  const isVariable = name === 'map' || name === 'geo' || name === 'split_clients';
  return args.at(isVariable ? -1 : 0)?.value.toLowerCase();
}

/** The names whose lines differ between two levels, and those that fill the same places. */
export function differingNames(before: Level, after: Level): ReadonlySet<string> {
  const then = textsByName(before);
  const now = textsByName(after);
  const names = new Set<string>();
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    if (then.get(name) === now.get(name)) continue;
    names.add(name);
    for (const form of formsOf(name)) for (const rival of sharesPlaceWith(form)) names.add(rival);
  }
  return names;
}

function textsByName(level: Level): Map<string, string> {
  const texts = new Map<string, string>();
  for (const line of level.lines) {
    const { name } = line.directive;
    if (!opensLevel(line, level)) {
      texts.set(name, `${texts.get(name) ?? ''}${wholeText(line, level)};`);
    }
  }
  return texts;
}

/** Whether the line opens a level of its own, which is compared by itself. */
export function opensLevel({ directive }: Placed, { context }: Level): boolean {
  return directive.block !== undefined && opensContext(directive.name, context) !== undefined;
}

/** A line with what stands in its block, such as the entries of a `map`, without layout and comments. */
export function wholeText(line: Placed, level: Level): string {
  const { block, tree } = line.directive;
  const head = textOf(line);
  if (block === undefined) return head;
  const { foreign } = block;
  if (foreign !== undefined)
    return `${head} {${tree.source.chars.slice(foreign.start, foreign.end)}}`;
  const inner = level.configuration.children(line).map((child) => wholeText(child, level));
  return `${head} { ${inner.join('; ')} }`;
}

const adding = new Map<string, boolean>();

const ADDING: ReadonlySet<Inheritance> = new Set(['list', 'merged', 'none', 'unknown']);

function addsUp(name: string): boolean {
  const known = adding.get(name);
  if (known !== undefined) return known;
  const [form] = formsOf(name);
  const adds = form === undefined || ADDING.has(inheritanceOf(form));
  adding.set(name, adds);
  return adds;
}
