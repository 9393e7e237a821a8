import { namesEvents } from '../checks/buffering.ts';
import type { Facts, SocketPath } from '../checks/configuration.ts';
import { lacksPass } from '../checks/location-without-pass.ts';
import { remembered } from '../checks/remembered.ts';
import { isSocketLocation } from '../checks/socket-locations.ts';
import {
  type Level,
  letIn,
  type Model,
  type ServerBlock,
  type Trace,
  type TraceRequest,
} from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { intentOf, isForPlain } from './intent.ts';
import { laterHops } from './later-hops.ts';
import { isForFiles, isLikely, mayPass } from './likely-locations.ts';
import { socketPath } from './socket-path.ts';
import { handshakeAt, type Spot, spotsOf, urlOf } from './spots.ts';
import { type Target, targetsOf } from './targets.ts';
import type { Twins } from './twins/find-twins.ts';
import { TwinPath } from './twins/twin-path.ts';
import { type Way, waysTo } from './ways-to.ts';

/** The paths of URLs that the user named, each with the request for it, at each hop of this same nginx. */
export function askedPaths(
  model: Model,
  facts: Facts,
  asked: readonly { readonly url: string; readonly request: TraceRequest }[],
): SocketPath[] {
  return asked.flatMap(({ url, request }) => {
    const reached = (handshake: Trace): SocketPath =>
      socketPath({ url, intent: 'asked', model, facts, handshake });
    const path = reached(letIn(model, request));
    return [path, ...laterHops(path.handshake, path.isPlain).map(reached)];
  });
}

/**
 * Every location that proxies and could carry a WebSocket, reached as a client would. Where lines of a
 * server set upgrades up, or a name speaks of them, its other locations are left in peace, but for what
 * they push over plain HTTP; in a server without any such sign, all that proxy are possible.
 */
export function findPaths(model: Model, facts: Facts, twins: Twins = new Map()): SocketPath[] {
  const found: SocketPath[] = [];
  const pushesAnywhere = namesEvents(model);
  const ofFirsts = new Map<ServerBlock, readonly SocketPath[]>();
  for (const server of model.listeners?.servers ?? []) {
    const [spot] = spotsOf(model, server);
    if (spot === undefined) continue;
    const twin = twins.get(server);
    const known = twin && ofFirsts.get(twin.first.server);
    if (twin !== undefined && known?.every(isProxied)) {
      for (const path of known) found.push(new TwinPath(path, twin, spot));
      continue;
    }
    const paths = pathsAt(model, facts, spot, pushesAnywhere);
    ofFirsts.set(server, paths);
    for (const path of paths) found.push(path);
  }
  return found.length > 0 ? found : redirectedPaths(model, facts);
}

/** Whether no disk has a say in what becomes of it: there twins may differ. */
function isProxied({ handshake }: SocketPath): boolean {
  return handshake.outcome.kind === 'proxy';
}

function pathsAt(model: Model, facts: Facts, spot: Spot, pushesAnywhere: boolean): SocketPath[] {
  const targets = targetsOf(spot.server.level, mayPass);
  // Where all are followed after all, those that are likely need not be a second time.
  const waysOf = remembered((asked: Target) => [...waysTo(model, spot, asked)]);
  const place = { model, facts, spot, waysOf };
  const likely = pathsOf(place, targets.filter(isLikelyTarget));
  const hasSocket = likely.some(isMeant);
  const paths = hasSocket && !pushesAnywhere ? likely : pathsOf(place, targets);
  return withoutAskedOnes(paths).flatMap((path) => {
    if (!hasSocket || isMeant(path) || path.isPlain) return [path];
    return pushesAnywhere ? [plainly(path)] : [];
  });
}

/** Without locations that others ask by `auth_request` and the like: a subrequest is no socket. */
function withoutAskedOnes(paths: readonly SocketPath[]): readonly SocketPath[] {
  const asked = new Set(paths.flatMap(({ handshake }) => askedBy(handshake)));
  if (asked.size === 0) return paths;
  return paths.filter(({ handshake: { location } }) => !location || !asked.has(location.placed));
}

/** What answers its subrequests, unless it answers whatever else there is, too. */
function askedBy({ exchange, location: own }: Trace): Placed[] {
  return (exchange?.subrequests ?? []).flatMap(({ exchange: { location } }) => {
    const isForAll = location === undefined || location.name === '/' || location === own;
    return isForAll ? [] : [location.placed];
  });
}

function isLikelyTarget({ location }: Target): boolean {
  return location === undefined || isLikely(location);
}

function isMeant({ intent }: SocketPath): boolean {
  return intent !== 'possible';
}

/** In a configuration that proxies nothing, what it does to a handshake that comes all the same. */
function redirectedPaths(model: Model, facts: Facts): SocketPath[] {
  return (model.listeners?.servers ?? []).flatMap((server) => {
    const [spot] = spotsOf(model, server);
    if (spot === undefined) return [];
    const request = handshakeAt(spot, '/');
    const handshake = letIn(model, request);
    const { outcome } = handshake;
    if (outcome.kind !== 'response' || outcome.redirect === undefined) return [];
    return [socketPath({ url: urlOf(spot, '/'), intent: 'possible', model, facts, handshake })];
  });
}

interface Place {
  readonly model: Model;
  readonly facts: Facts;
  readonly spot: Spot;
  readonly waysOf: (asked: Target) => readonly Way[];
}

function pathsOf({ model, facts, spot, waysOf }: Place, targets: readonly Target[]): SocketPath[] {
  const ends = new Set<Level>();
  const paths: SocketPath[] = [];
  for (const asked of targets) {
    for (const { target, handshake, isTaken } of waysOf(asked)) {
      const url = urlOf(spot, target);
      if (isTaken) {
        paths.push(socketPath({ url, intent: 'set-up', model, facts, handshake }));
        continue;
      }
      const level = handshake.exchange?.level;
      if (level === undefined || ends.has(level) || !isForProxy(handshake)) continue;
      if (handshake.arrival.choice?.server !== spot.server || isForFiles(handshake.location))
        continue;
      ends.add(level);
      const isPlain = isForPlain(handshake);
      const intent = isPlain ? 'possible' : intentOf(handshake);
      const path = socketPath({ url, intent, model, facts, handshake });
      paths.push(isPlain ? plainly(path) : path);
    }
  }
  return paths;
}

/** What a plain request finds where a handshake came. */
function plainly({ url, intent, model, facts, plain }: SocketPath): SocketPath {
  return socketPath({ url: plainUrl(url), intent, model, facts, handshake: plain });
}

function plainUrl(url: string): string {
  return url.replace(/^ws/, 'http');
}

/** Whether it is proxied, or was to be: a `try_files` may come before the `proxy_pass` of a location. */
function isForProxy({ passing, location }: Trace): boolean {
  if (passing !== undefined || location === undefined) return passing !== undefined;
  const isMeant = isSocketLocation(location.level) || lacksPass(location);
  return isMeant && location.level.named('internal').length === 0;
}
