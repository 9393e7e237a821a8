import { type Level, type Location, Locations } from '../nginx/model/index.ts';
import { samplesOf } from './sample-uri.ts';

/** A path that a client could ask for, and the location that it is made of. */
export interface Target {
  readonly target: string;
  /** Undefined for the path that no location is there for. */
  readonly location: Location | undefined;
  /** What else the expression of the location matches. */
  readonly samples: readonly string[];
}

/** A path for each wanted location of a server, however deep, that a client can ask for. */
export function targetsOf(
  level: Level,
  isWanted: (location: Location) => boolean = () => true,
): Target[] {
  return [...targetsIn(level, '', isWanted)];
}

/** `under` is the name of the prefix that the level is of. */
function* targetsIn(
  level: Level,
  under: string,
  isWanted: (location: Location) => boolean,
): Generator<Target> {
  const table = Locations.of(level);
  for (const location of table.all) {
    if (location.kind !== 'named' && isWanted(location)) {
      const [target, ...samples] = pathsOf(location, table, under);
      if (target !== undefined) yield { target, location, samples };
    }
    yield* targetsIn(location.level, location.kind === 'regex' ? '' : location.name, isWanted);
  }
  // What no location is there for.
  if (level.context === 'server' && table.longestPrefix('/') === undefined) {
    yield { target: '/', location: undefined, samples: [] };
  }
}

function pathsOf({ kind, name, caseless }: Location, table: Locations, under: string): string[] {
  // A prefix that begins as an expression does was meant as one, and lacks its ~.
  if (kind === 'regex' || name.startsWith('^')) return samplesOf({ name, caseless, under });
  const path = meantPath(name);
  // Their clients ask with the slash behind it.
  if (kind === 'exact' && /\/(?:socket|engine)\.io$/.test(path)) return [`${path}/`];
  // The very name leads to the exact location of that name.
  return [kind !== 'exact' && table.exact.has(path) ? `${path}x` : path];
}

/** What people mean who write `ws/` and `/ws/*`: nginx takes both letter by letter, and no client asks so. */
function meantPath(name: string): string {
  const path = name.replace(/\*+$/, '').replace(/\*+/g, 'x');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Other paths that a location is there for, should something take the first one away from it. */
export function* otherTargets({ target, location, samples }: Target): Generator<string> {
  if (location?.kind === 'exact') return;
  yield* samples;
  const folder = target.endsWith('/') ? target : `${target}/`;
  yield `${folder}x`;
  yield `${folder}x/x`;
  if (folder !== target) yield `${target}x`;
}
