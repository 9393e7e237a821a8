import type { Exchange } from './exchange.ts';
import type { Level } from './level.ts';
import { type Location, Locations } from './locations.ts';
import type { Loser } from './steps.ts';

/**
 * The locations that match a URI too, at the levels that the choice went through, and why they were not
 * taken. Made for people, not for speed.
 */
export function lostLocations(
  { model, server }: Pick<Exchange, 'model' | 'server'>,
  uri: string,
  best: Location,
): readonly Loser[] {
  const lost: Loser[] = [];
  for (const level of levelsTo(best, server)) {
    const table = Locations.of(level);
    // Of prefixes the longest alone had a chance, and in it the longest that is nested.
    const prefix = deepestPrefix(level, uri);
    for (const location of [...(prefix ? [prefix] : []), ...table.regexes.filter(matches)]) {
      if (location === best || isAround(location, best)) continue;
      lost.push({ at: location.placed, name: location.pattern, why: whyLost(location, best) });
    }
  }
  return lost;

  function matches({ name, caseless }: Location): boolean {
    const regex = model.regex(name, caseless);
    return regex.kind === 'regex' && regex.exec(uri) !== null;
  }
}

function deepestPrefix(level: Level, uri: string): Location | undefined {
  const prefix = Locations.of(level).longestPrefix(uri);
  return prefix && (deepestPrefix(prefix.level, uri) ?? prefix);
}

/** From the server down to the level that the location stands in. */
function levelsTo({ level }: Location, server: Level): Level[] {
  const levels: Level[] = [];
  for (let at = level.parent; at !== undefined; at = at.parent) {
    levels.unshift(at);
    if (at === server) break;
  }
  return levels;
}

/** A location in which the best one is nested was taken, and left again for it. */
function isAround(location: Location, best: Location): boolean {
  for (let at = best.level.parent; at !== undefined; at = at.parent) {
    if (at === location.level) return true;
  }
  return false;
}

function whyLost(location: Location, best: Location): string {
  const isExpression = location.kind === 'regex';
  if (best.kind === 'exact') return `it matches, but ${best.pattern} is equal to the path`;
  if (best.kind === 'regex') {
    return isExpression
      ? `it matches, too, but ${best.pattern} stands before it`
      : 'a prefix; a regular expression that matches goes before it';
  }
  return best.kind === 'prefix-no-regex' && isExpression
    ? `it matches, but the ^~ of ${best.pattern} keeps expressions out`
    : `it matches, but ${best.pattern} was settled in the location around it`;
}
