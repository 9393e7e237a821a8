import {
  type Location,
  Locations,
  type ServerBlock,
  type Trace,
  unrewritten,
} from '../nginx/model/index.ts';
import { askedPath } from './asked-path.ts';
import { askedThere } from './asked-there.ts';
import type { SocketPath } from './configuration.ts';
import { remembered } from './remembered.ts';
import { isSocketLocation, socketLocations } from './socket-locations.ts';
import { isUpgradePassed } from './upgrade-passed.ts';
import { urlParts } from './url-parts.ts';

/** The location that a handshake was probably meant for, and did not reach. */
export interface Meant {
  /**
   * `shadowed`: it matches, and another one goes before it; `narrow`: the path is not below its name,
   * but goes to the same backend; `server`: it stands in another server that goes by the same name, or
   * by one that was meant.
   */
  readonly kind: 'shadowed' | 'narrow' | 'server';
  readonly location: Location;
}

/**
 * Looks for it where the location in charge does not pass the upgrade on: among those of the server
 * that set it up, and where the URL was asked for, also in servers of the same name.
 */
export const meantLocation: (path: SocketPath) => Meant | undefined = remembered(findMeant);

function findMeant(path: SocketPath): Meant | undefined {
  const server = path.handshake.arrival.choice?.server;
  if (server === undefined || isUpgradePassed(path.handshake)) return undefined;
  const shadowed = shadowedLocation(path, server);
  if (shadowed !== undefined) return { kind: 'shadowed', location: shadowed };
  if (path.intent !== 'asked') return undefined;
  const narrow = narrowLocation(path, server);
  if (narrow !== undefined) return { kind: 'narrow', location: narrow };
  const other = otherServer(path, server);
  return other && { kind: 'server', location: other };
}

/** The longest prefix that sets the upgrade up, fits the path, and lost to an exact or a regular one. */
function shadowedLocation({ handshake }: SocketPath, { level }: ServerBlock): Location | undefined {
  const first = handshake.steps.find(({ kind }) => kind === 'location')?.at;
  const serving = first && Locations.of(level).at(first);
  if (serving?.kind !== 'exact' && serving?.kind !== 'regex') return undefined;
  const uri = askedPath(handshake);
  return socketLocations(level)
    .filter(({ kind, name }) => kind.startsWith('prefix') && uri.startsWith(name))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

/** One below the catch-all that is in charge, with the same backend: its name is too narrow. */
function narrowLocation(path: SocketPath, { level }: ServerBlock): Location | undefined {
  const { location, passing } = path.handshake;
  if (!location?.kind.startsWith('prefix') || passing?.line.directive.name !== 'proxy_pass')
    return undefined;
  const backend = urlParts(passing.line).authority;
  const uri = askedPath(path.handshake);
  return socketLocations(level).find((other) => {
    if (isMatched(path, other, uri)) return false;
    const begin = other.name.replace(/^\^/, '');
    const [line] = other.level.named('proxy_pass');
    const isBelow = begin.startsWith(location.name) && begin.length > location.name.length;
    return isBelow && line !== undefined && urlParts(line).authority === backend;
  });
}

function isMatched(
  { model }: SocketPath,
  { kind, name, caseless }: Location,
  uri: string,
): boolean {
  if (kind !== 'regex') return kind.startsWith('prefix') && uri.startsWith(name);
  const regex = model.regex(name, caseless);
  return regex.kind === 'regex' && regex.exec(uri) !== null;
}

/** How many other servers are asked, as each takes a trace: a name is seldom shared by more than two. */
const MOST_SERVERS = 8;

/** Those of the same name; those beside it, where it answers for a name that no server has. */
function candidates({ model, handshake }: SocketPath, server: ServerBlock): ServerBlock[] {
  const { choice } = handshake.arrival;
  const isNamed = server.names.some(({ written }) => /[a-z0-9]/i.test(written));
  const beside =
    choice?.by === 'default' && !choice.isExplicitDefault && isNamed
      ? choice.socket.servers.map((one) => one.server)
      : [];
  const names = new Set(server.names.map(({ written }) => written));
  const named = (model.listeners?.servers ?? []).filter((other) =>
    other.names.some(({ written }) => names.has(written)),
  );
  return [...named, ...beside].filter((other) => other !== server).slice(0, MOST_SERVERS);
}

/** A location that would have passed the upgrade on, had the same been asked where its server listens. */
function otherServer(path: SocketPath, server: ServerBlock): Location | undefined {
  const { model, handshake } = path;
  for (const other of candidates(path, server)) {
    const socket = model.listeners?.sockets.find(({ servers }) =>
      servers.some((one) => one.server === other),
    );
    const there = socket && askedThere(model, handshake, socket, nameFor(other, handshake));
    if (there === undefined) continue;
    const location = isUpgradePassed(there) ? there.location : leftBehind(path, there);
    if (location !== undefined) return location;
  }
  return undefined;
}

/** A location that a redirect of its server, as to https, keeps from being reached. */
function leftBehind({ handshake }: SocketPath, there: Trace): Location | undefined {
  const { outcome } = there;
  const isRedirected = outcome.kind === 'response' && outcome.redirect !== undefined;
  // Where this server proxies the path, it was written for it.
  if (!isRedirected || handshake.passing !== undefined) return undefined;
  const location = unrewritten(there, askedPath(handshake));
  return location && isSocketLocation(location.level) ? location : undefined;
}

/** The name that was asked for; the other server's own, where none went by that. */
function nameFor({ names }: ServerBlock, { request, arrival, exchange }: Trace): string {
  const own = names.find(({ written }) => /^[a-z0-9.-]+$/i.test(written))?.written;
  const asked = request.serverName ?? exchange?.host ?? '';
  return arrival.choice?.by === 'default' ? (own ?? asked) : asked;
}
