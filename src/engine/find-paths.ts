import type { Facts, Intent, SocketPath } from '../checks/configuration.ts';
import { headerLines, writtenValue } from '../checks/header-lines.ts';
import { isSocketLocation, setsUpgrade } from '../checks/socket-locations.ts';
import { isNamedForSockets } from '../checks/socket-names.ts';
import {
  type Level,
  type Location,
  Locations,
  type Model,
  type Trace,
  type TraceRequest,
  trace,
} from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { sampleOf } from './sample-uri.ts';
import { handshakeAt, plainOf, type Spot, spotsOf, urlOf } from './spots.ts';

/** The paths of URLs that the user named, each with the handshake for it. */
export function askedPaths(
  model: Model,
  facts: Facts,
  asked: readonly { readonly url: string; readonly request: TraceRequest }[],
): SocketPath[] {
  return asked.map(({ url, request }) =>
    socketPath({ url, intent: 'asked', model, facts, handshake: trace(model, request) }),
  );
}

/**
 * Every location that proxies and could carry a WebSocket, reached as a client would. Where lines of a
 * server set upgrades up, or a name speaks of them, its other locations are left in peace; in a server
 * without any such sign, all that proxy are possible.
 */
export function findPaths(model: Model, facts: Facts): SocketPath[] {
  const found: SocketPath[] = [];
  for (const server of model.listeners?.servers ?? []) {
    const spots = spotsOf(model, server);
    const [spot] = spots;
    if (spot === undefined) continue;
    const isMeant = ({ intent }: SocketPath): boolean => intent !== 'possible';
    const likely = pathsOf(model, facts, spot, targetsOf(server.level, isLikely)).filter(isMeant);
    const paths =
      likely.length > 0 ? likely : pathsOf(model, facts, spot, targetsOf(server.level, mayPass));
    for (const path of paths) found.push(path);
  }
  return found.length > 0 ? found : redirectedPaths(model, facts);
}

/** In a configuration that proxies nothing, what it does to a handshake that comes all the same. */
function redirectedPaths(model: Model, facts: Facts): SocketPath[] {
  return (model.listeners?.servers ?? []).flatMap((server) => {
    const [spot] = spotsOf(model, server);
    if (spot === undefined) return [];
    const request = handshakeAt(spot, '/');
    const handshake = trace(model, request);
    const { outcome } = handshake;
    if (outcome.kind !== 'response' || outcome.redirect === undefined) return [];
    return [socketPath({ url: urlOf(spot, '/'), intent: 'possible', model, facts, handshake })];
  });
}

function pathsOf(model: Model, facts: Facts, spot: Spot, targets: readonly string[]): SocketPath[] {
  const ends = new Set<Level>();
  const paths: SocketPath[] = [];
  for (const target of targets) {
    const request = handshakeAt(spot, target);
    const handshake = trace(model, request);
    const level = handshake.exchange?.level;
    if (level === undefined || ends.has(level) || !isForProxy(handshake)) continue;
    if (handshake.arrival.choice?.server !== spot.server || isForFiles(handshake.location))
      continue;
    ends.add(level);
    const intent = intentOf(handshake);
    paths.push(socketPath({ url: urlOf(spot, target), intent, model, facts, handshake }));
  }
  return paths;
}

/** A path. Its plain request is followed when a rule asks for it: most paths are left in peace. */
export function socketPath(known: Omit<SocketPath, 'plain'>): SocketPath {
  return new FoundPath(known);
}

// A class, as an object with getters takes V8 far longer to make.
class FoundPath implements SocketPath {
  readonly url: string;
  readonly intent: Intent;
  readonly model: Model;
  readonly facts: Facts;
  readonly handshake: Trace;
  private followed: Trace | undefined;

  constructor({ url, intent, model, facts, handshake }: Omit<SocketPath, 'plain'>) {
    this.url = url;
    this.intent = intent;
    this.model = model;
    this.facts = facts;
    this.handshake = handshake;
  }

  get plain(): Trace {
    this.followed ??= trace(this.model, plainOf(this.handshake.request));
    return this.followed;
  }
}

/** A path for each wanted location of a server, however deep, that a client can ask for. */
export function targetsOf(
  level: Level,
  isWanted: (location: Location) => boolean = () => true,
): string[] {
  const targets: string[] = [];
  addTargets(level, isWanted, targets);
  return targets;
}

function addTargets(
  level: Level,
  isWanted: (location: Location) => boolean,
  targets: string[],
): void {
  const table = Locations.of(level);
  for (const location of table.all) {
    if (location.kind !== 'named' && isWanted(location)) {
      const target = targetOf(location, table);
      if (target?.startsWith('/')) targets.push(target);
    }
    addTargets(location.level, isWanted, targets);
  }
  // What no location is there for.
  if (level.context === 'server' && table.longestPrefix('/') === undefined) targets.push('/');
}

function targetOf({ kind, name }: Location, table: Locations): string | undefined {
  if (kind === 'regex') return sampleOf(name);
  // The very name leads to the exact location of that name.
  return kind !== 'exact' && table.exact.has(name) ? `${name}x` : name;
}

/** Lines by which a location hands a request on, by itself or through another one. */
const LEADING = /^(?:\w+_pass|rewrite|try_files|error_page|if|return)$/;

/** Whether a request for a location can come to an upstream at all. */
function mayPass(location: Location): boolean {
  if (isForFiles(location) || answersAtOnce(location)) return false;
  return location.level.lines.some(({ directive }) => LEADING.test(directive.name));
}

/**
 * Whether a request for an exact location is answered by its own `return`, as health checks are: nearly
 * every server of a big configuration has such a one, and need not be asked.
 */
function answersAtOnce({ kind, name, level }: Location): boolean {
  const { parent } = level;
  if (kind !== 'exact' || parent?.context !== 'server' || !PLAIN_PATH.test(name)) return false;
  const first = level.lines.find(({ directive }) => REWRITES.includes(directive.name));
  if (first?.directive.name !== 'return') return false;
  const isRewritten = REWRITES.some((name) => parent.named(name).length > 0);
  return !isRewritten && level.effective('error_page').length === 0;
}

/** A path that nothing is changed in when a request for it is read. */
const PLAIN_PATH = /^(?:\/[\w-]+)+$/;

/** Lines of the rewrite module, which go before any other. */
const REWRITES: readonly string[] = ['set', 'if', 'rewrite', 'return', 'break'];

/**
 * Whether lines or names of a location, as they stand, speak of WebSockets, or it hands requests on to
 * another one: where such are there, the others need not be followed.
 */
function isLikely(location: Location): boolean {
  if (!mayPass(location)) return false;
  const { level, pattern } = location;
  const pass = level.lines.find(({ directive }) => /_pass$/.test(directive.name));
  if (pass === undefined || isNamed(pattern)) return true;
  if (isNamed(pass.directive.args[0]?.value ?? '')) return true;
  if (level.lines.some(({ directive }) => /^(?:if|rewrite|try_files)$/.test(directive.name)))
    return true;
  return namesUpgrade(level) || (level.parent !== undefined && namesUpgrade(level.parent));
}

function namesUpgrade(level: Level): boolean {
  return setsUpgrade(level) || headerLines(level, 'Connection').some(isUpgrade);
}

function isUpgrade(line: Placed): boolean {
  return /upgrade/i.test(writtenValue(line));
}

/** Whether it is proxied, or was to be: a `try_files` may come before the `proxy_pass` of a location. */
function isForProxy({ passing, location }: Trace): boolean {
  if (passing !== undefined || location === undefined) return passing !== undefined;
  return isSocketLocation(location.level) && location.level.named('internal').length === 0;
}

/** File endings in a regular expression: pictures and style sheets, not sockets. */
function isForFiles(location: Location | undefined): boolean {
  return location?.kind === 'regex' && /\b(?:css|png|svg|woff2?|ico)\b/.test(location.name);
}

/** What carries WebSockets as a rule, and plain requests as well. */
const MIXED =
  /(?:^|[^a-z])(?:socket\.?io|sockjs|engine\.?io|hubs?|signalr|stream(?:ing)?|push|faye|bayeux|phoenix)(?:$|[^a-z])/i;

function isNamed(text: string): boolean {
  return isNamedForSockets(text) || MIXED.test(text);
}

/** What the lines in effect, and the names, say of the path. */
function intentOf({ passing, location }: Trace): Intent {
  const { request, target } = passing ?? {};
  const isSet = request?.headers.some(
    ({ name, origin, value }) =>
      origin === 'set' &&
      (/^upgrade$/i.test(name) ||
        (/^connection$/i.test(name) && /upgrade/i.test(value.text ?? ''))),
  );
  const isLost = request?.dropped.some(({ name }) => /^upgrade$/i.test(name));
  if (isSet || isLost || (passing === undefined && location !== undefined)) return 'set-up';
  const names = [location?.pattern, target?.upstream?.name, target?.uri.text];
  return names.some((name) => name !== undefined && isNamed(name)) ? 'named' : 'possible';
}
