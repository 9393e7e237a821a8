import type { Trace } from '../../nginx/model/index.ts';
import { placeOf } from '../../nginx/syntax/index.ts';
import { type Facet, type Facets, facetsOf, routeOf } from './facets.ts';
import type { Image } from './image.ts';
import type { Scope } from './scope.ts';
import type { Stop } from './tour.ts';
import type { Change } from './unexpected-changes.ts';

/** Makes the same tour through both configurations, and tells what differs on the way. */
export function* traceChanges(before: Image, after: Image): Generator<Change> {
  for (const [key, stop] of new Map([...before.stops, ...after.stops])) {
    const then = before.traces.of(key, stop);
    const now = after.traces.of(key, stop);
    const isNewStop = !before.stops.has(key);
    const isMeantBy = (scope: Scope): boolean =>
      scope.isAboutTrace(key, then) || (isNewStop && scope.makes(now.location?.placed));
    const difference = differenceAt(stop, then, now, isMeantBy);
    const route = [routeOf(then), routeOf(now)] as const;
    if (route[0].text !== route[1].text) {
      // Of another way, nothing else can be compared.
      yield difference('route', ...route);
      continue;
    }
    yield* facetChanges(difference, facetsOf(then), facetsOf(now));
  }
}

type Difference = (key: string, was: Facet | undefined, is: Facet | undefined) => Change;

function* facetChanges(difference: Difference, then: Facets, now: Facets): Generator<Change> {
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const was = then.get(key);
    const is = now.get(key);
    if ((was?.text ?? '') !== (is?.text ?? '')) yield difference(key, was, is);
  }
}

function differenceAt(
  { kind, url }: Stop,
  then: Trace,
  now: Trace,
  isMeantBy: Change['isMeantBy'],
): Difference {
  return (key, was, is) => ({
    where: `${kind === 'handshake' ? 'a handshake' : 'a plain request'} for ${url} (${placeName(then)})`,
    what: was?.what ?? is?.what ?? key,
    was: was?.text || undefined,
    is: is?.text || undefined,
    kind: JSON.stringify([kind, key, was?.means, is?.means]),
    linesThen: was?.lines ?? [],
    linesNow: is?.lines ?? [],
    levelThen: then.exchange?.level,
    levelNow: now.exchange?.level,
    isMeantBy,
  });
}

function placeName({ location, arrival }: Trace): string {
  const block = location?.placed ?? arrival.choice?.server.level.placed;
  if (block === undefined) return 'no server';
  const { file, line } = placeOf(block);
  const name = location === undefined ? 'the server' : `location ${location.pattern}`;
  return `${name}, ${file}:${line}`;
}
