import { type Level, type Location, Locations } from '../nginx/model/index.ts';
import { sampleOf } from './sample-uri.ts';

/** A path that a client could ask for, and the location that it is made of. */
export interface Target {
  readonly target: string;
  /** Undefined for the path that no location is there for. */
  readonly location: Location | undefined;
}

/** A path for each wanted location of a server, however deep, that a client can ask for. */
export function targetsOf(
  level: Level,
  isWanted: (location: Location) => boolean = () => true,
): Target[] {
  const targets: Target[] = [];
  addTargets(level, isWanted, targets);
  return targets;
}

function addTargets(
  level: Level,
  isWanted: (location: Location) => boolean,
  targets: Target[],
): void {
  const table = Locations.of(level);
  for (const location of table.all) {
    if (location.kind !== 'named' && isWanted(location)) {
      const target = targetOf(location, table);
      if (target !== undefined) targets.push({ target, location });
    }
    addTargets(location.level, isWanted, targets);
  }
  // What no location is there for.
  if (level.context === 'server' && table.longestPrefix('/') === undefined) {
    targets.push({ target: '/', location: undefined });
  }
}

function targetOf({ kind, name }: Location, table: Locations): string | undefined {
  // A prefix that begins as an expression does was meant as one, and lacks its ~.
  if (kind === 'regex' || name.startsWith('^')) return sampleOf(name);
  const path = meantPath(name);
  // The very name leads to the exact location of that name.
  return kind !== 'exact' && table.exact.has(path) ? `${path}x` : path;
}

/** What people mean who write `ws/` and `/ws/*`: nginx takes both letter by letter, and no client asks so. */
function meantPath(name: string): string {
  const path = name.replace(/\*+$/, '').replace(/\*+/g, 'x');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Other paths that a location is there for, should something take the first one away from it. */
export function* otherTargets({ target, location }: Target): Generator<string> {
  if (location?.kind === 'exact') return;
  if (location?.kind === 'regex') {
    for (let choice = 1; choice < MOST_ALTERNATIVES; choice += 1) {
      const other = sampleOf(location.name, choice);
      if (other !== undefined && other !== target) yield other;
    }
  }
  yield `${target}x`;
  if (!target.endsWith('/')) yield `${target}/x`;
}

const MOST_ALTERNATIVES = 8;
