import { type Location, Locations, type Trace } from '../nginx/model/index.ts';
import type { SocketPath } from './configuration.ts';
import { isForPages, isNamedForPolling, isNamedForSockets } from './socket-names.ts';

/**
 * What plain requests a location serves, as far as names tell: none, where it is a socket's own; those
 * of a fallback such as Socket.IO's polling; or those of a whole site or application.
 */
export type PlainUse = 'none' | 'polling' | 'site';

/** What plain requests come through the location that a handshake takes. */
export function plainUse(path: SocketPath): PlainUse {
  const level = path.handshake.exchange?.level;
  const use = useByName(entryOf(path.handshake));
  // A plain request is followed only where the name leaves room for one.
  if (level === undefined || use === 'none') return 'none';
  const { plain } = path;
  // A location that is only reached with Upgrade, by `if` and error_page, sees no plain request.
  const comesHere = plain.exchange?.level === level && plain.passing !== undefined;
  return comesHere ? use : 'none';
}

/** The location that a request comes in by, where it ends in a named one, which clients cannot ask for. */
function entryOf({ location, steps, arrival }: Trace): Location | undefined {
  const first = steps.find(({ kind }) => kind === 'location')?.at;
  const server = arrival.choice?.server.level;
  if (location?.kind !== 'named' || first === undefined || server === undefined) return location;
  return Locations.of(server).at(first) ?? location;
}

/** Whether the location, or what is asked for there, is named as polling is. */
export function isPollingByName({ location, request }: Trace): boolean {
  // The script that polls is a file.
  if (isForPages(location?.pattern ?? '')) return false;
  return isNamedForPolling(location?.pattern ?? '') || isNamedForPolling(request.target);
}

function useByName(location: Location | undefined): PlainUse {
  if (location === undefined) return 'site';
  const { pattern, name, kind } = location;
  if (isNamedForPolling(pattern)) return 'polling';
  if (kind === 'exact' || isNamedForSockets(pattern)) return 'none';
  if (EVERYTHING.test(name)) return 'site';
  // An application stands under a folder; what has no slash behind it is one endpoint.
  return name.endsWith('/') || kind === 'regex' ? 'site' : 'none';
}

/** The root, and regular expressions that any path matches. */
const EVERYTHING = /^(?:\/|\^\/|\^|\.\*|\^\/\.\*|\^\/?\(\.\*\)\$?|\/\.\*)$/;
