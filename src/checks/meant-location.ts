import {
  type Location,
  Locations,
  type ServerBlock,
  type Trace,
  type TraceRequest,
  trace,
} from '../nginx/model/index.ts';
import type { SocketPath } from './configuration.ts';
import { socketLocations } from './socket-locations.ts';
import { isUpgradePassed } from './upgrade-passed.ts';
import { urlParts } from './url-parts.ts';

/** The location that a handshake was probably meant for, and did not reach. */
export interface Meant {
  /**
   * `shadowed`: it matches, and another one goes before it; `narrow`: the path is not below its name,
   * but goes to the same backend; `server`: it stands in another server that goes by the same name, or by one that was meant.
   */
  readonly kind: 'shadowed' | 'narrow' | 'server';
  readonly location: Location;
}

/**
 * Looks for it where the location in charge does not pass the upgrade on: among those of the server
 * that set it up, and where the URL was asked for, also in servers of the same name.
 */
export function meantLocation(path: SocketPath): Meant | undefined {
  const server = path.handshake.arrival.choice?.server;
  if (server === undefined || isUpgradePassed(path.handshake)) return undefined;
  const shadowed = shadowedLocation(path, server);
  if (shadowed !== undefined) return { kind: 'shadowed', location: shadowed };
  if (path.intent !== 'asked') return undefined;
  const narrow = narrowLocation(path, server);
  if (narrow !== undefined) return { kind: 'narrow', location: narrow };
  const other = otherServers(path, server).at(0);
  return other && { kind: 'server', location: other };
}

/** The longest prefix that sets the upgrade up, fits the path, and lost to an exact or a regular one. */
function shadowedLocation({ handshake }: SocketPath, { level }: ServerBlock): Location | undefined {
  const first = handshake.steps.find(({ kind }) => kind === 'location')?.at;
  const serving = first && Locations.of(level).at(first);
  if (serving?.kind !== 'exact' && serving?.kind !== 'regex') return undefined;
  const uri = decodedPath(handshake.request.target);
  return socketLocations(level)
    .filter(({ kind, name }) => kind.startsWith('prefix') && uri.startsWith(name))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

function decodedPath(target: string): string {
  const [path = ''] = target.split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** One below the catch-all that is in charge, with the same backend: its name is too narrow. */
function narrowLocation(path: SocketPath, { level }: ServerBlock): Location | undefined {
  const { location, passing } = path.handshake;
  if (location?.kind !== 'prefix' || passing?.line.directive.name !== 'proxy_pass')
    return undefined;
  const backend = urlParts(passing.line).authority;
  return socketLocations(level).find((other) => {
    const begin = other.name.replace(/^\^/, '');
    const [line] = other.level.named('proxy_pass');
    const isBelow = begin.startsWith(location.name) && begin.length > location.name.length;
    return isBelow && line !== undefined && urlParts(line).authority === backend;
  });
}

/** Servers of the same name that are looked at: a name is seldom shared by more than two. */
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

/** Locations that would have passed the upgrade on, had the same been asked where they listen. */
function otherServers(path: SocketPath, server: ServerBlock): Location[] {
  const { model, handshake } = path;
  const found: Location[] = [];
  for (const other of candidates(path, server)) {
    const socket = model.listeners?.sockets.find(({ servers }) =>
      servers.some((one) => one.server === other),
    );
    if (socket === undefined || socket.address.kind !== 'ip') continue;
    const { address, port, wildcard } = socket.address;
    const there = trace(model, {
      ...handshake.request,
      address: wildcard ? undefined : address,
      port,
      tls: socket.ssl !== undefined,
      ...asked(other, handshake),
    });
    if (there.location !== undefined && isUpgradePassed(there)) found.push(there.location);
  }
  return found;
}

/** The same request; by the other server's name, where it was not known by any. */
function asked(other: ServerBlock, { request, arrival, exchange }: Trace): Partial<TraceRequest> {
  const name = other.names.find(({ written }) => /^[a-z0-9.-]+$/i.test(written))?.written;
  if (arrival.choice?.by !== 'default' || name === undefined) {
    return { serverName: request.serverName ?? exchange?.host };
  }
  const headers = request.headers.map((header) =>
    /^host$/i.test(header.name) ? { ...header, value: name } : header,
  );
  return { headers, serverName: name };
}
