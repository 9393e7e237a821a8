import { hiddenExpression } from '../checks/hidden-expression.ts';
import { isSwitch } from '../checks/is-switch.ts';
import { lostErrorPage } from '../checks/lost-error-page.ts';
import { isSocketLocation } from '../checks/socket-locations.ts';
import { isSurelyForSockets } from '../checks/socket-names.ts';
import { isUnreached } from '../checks/unreached-server.ts';
import { isUpgradePassed } from '../checks/upgrade-passed.ts';
import { type Location, Locations, letIn, type Model, type Trace } from '../nginx/model/index.ts';
import { handsOn } from './likely-locations.ts';
import { handshakeAt, type Spot, urlOf } from './spots.ts';
import { otherTargets, type Target } from './targets.ts';

/** A handshake for a location, and where it ends. */
export interface Way {
  readonly target: string;
  readonly handshake: Trace;
  /** Whether the location is a socket's, by lines of its own, and another place takes its handshakes. */
  readonly isTaken: boolean;
}

/** How handshakes for a location go: most often there is one way, and it ends in the location. */
export function* waysTo(model: Model, spot: Spot, asked: Target): Generator<Way> {
  const { target, location } = asked;
  const follow = (uri: string): Trace => letIn(model, handshakeAt(spot, uri));
  const handshake = follow(target);
  if (location !== undefined && isOnlyOfBegin(handshake)) {
    // The bare begin may be rewritten to nothing, and what lies below it is what is asked for.
    const below = `${target}x`;
    yield { target: below, handshake: follow(below), isTaken: false };
    return;
  }
  const besides =
    isAnswered(handshake) && !isEndpoint(target) ? besidesName(spot, asked, follow) : undefined;
  if (besides !== undefined) {
    yield besides;
    return;
  }
  const isMissed = location !== undefined && mayBeMissed(location);
  if (!isMissed || visits(handshake, location)) {
    yield { target, handshake, isTaken: isLostHere(handshake) };
    if (isMissed) yield* hiddenWays(asked, follow);
    return;
  }
  const isSurelyTaken =
    isUnheard(handshake) ||
    (isMeantForServer(handshake, spot) && isTakenAway(handshake, spot, location));
  for (const other of otherTargets(asked)) {
    const way = follow(other);
    if (!visits(way, location)) continue;
    yield { target: other, handshake: way, isTaken: false };
    if (isSurelyTaken && isEndpoint(target) && isRedirected(handshake)) {
      yield { target, handshake, isTaken: true };
    }
    return;
  }
  yield { target, handshake, isTaken: isSurelyTaken };
}

/**
 * The way of what is not asked for by the bare name, where that does not end at nginx: a page is often
 * put at the root of an application, or its visitors are sent on from there, and its sockets are below.
 */
function besidesName(
  { server }: Spot,
  asked: Target,
  follow: (uri: string) => Trace,
): Way | undefined {
  const { location } = asked;
  if (!handsOn((location ?? server).level)) return undefined;
  for (const target of otherTargets(asked)) {
    const handshake = follow(target);
    if (handshake.passing === undefined) continue;
    if (location === undefined || visits(handshake, location)) {
      return { target, handshake, isTaken: false };
    }
  }
  return undefined;
}

/** Whether nginx answers by itself. */
function isAnswered({ outcome, passing }: Trace): boolean {
  return passing === undefined && (outcome.kind === 'response' || outcome.kind === 'file');
}

/** Whether a rewrite makes nothing of a path, which nginx answers by 500 ("zero length URI"). */
function isOnlyOfBegin({ outcome }: Trace): boolean {
  return outcome.kind === 'response' && outcome.status === 500 && /zero length/.test(outcome.why);
}

/** Whether a status that a handshake alone is answered with does not lead it to its location any more. */
function isLostHere(handshake: Trace): boolean {
  const { outcome } = handshake;
  const test = outcome.kind === 'response' ? outcome.at?.directive.parent.owner : undefined;
  const isForSockets =
    test?.name === 'if' && /http_(?:upgrade|connection)/i.test(test.args[0]?.raw ?? '');
  return isForSockets && lostErrorPage(handshake) !== undefined;
}

/** Whether a socket is missed where nobody gets to it. */
function mayBeMissed({ level }: Location): boolean {
  const isOwn = level.named('proxy_set_header').length > 0 && isSocketLocation(level);
  return isOwn && level.named('internal').length === 0;
}

function visits({ steps }: Trace, { placed }: Location): boolean {
  return steps.some(({ at }) => at === placed);
}

/** Whether the port of the server takes no request of HTTP/1.1. */
function isUnheard({ arrival }: Trace): boolean {
  return arrival.taken !== undefined && arrival.choice === undefined;
}

/** Whether it comes to the server, or no request does. */
function isMeantForServer({ arrival, exchange }: Trace, { server }: Spot): boolean {
  if (arrival.choice?.server === server) return true;
  return exchange !== undefined && isUnreached(exchange.model, server);
}

/**
 * The ways of what an expression speaks of and does not get, while it gets something else: a `^~` takes
 * `/app/ws` away from `(/app)?/ws`.
 */
function* hiddenWays(
  { location, samples }: Target,
  follow: (uri: string) => Trace,
): Generator<Way> {
  const around = location?.kind === 'regex' ? location.level.parent : undefined;
  if (around === undefined) return;
  for (const target of samples) {
    if (Locations.of(around).longestPrefix(target)?.kind !== 'prefix-no-regex') continue;
    const handshake = follow(target);
    if (hiddenExpression(handshake)?.location !== location) continue;
    yield { target, handshake, isTaken: true };
    return;
  }
}

/**
 * Whether every client loses its handshake to what came of it: nothing hangs on an `if`, the socket is
 * not at another site or scheme, and nobody is just kept out, for want of a certificate or a password.
 */
function isTakenAway(handshake: Trace, spot: Spot, location: Location): boolean {
  const { outcome, arrival } = handshake;
  if (arrival.refusal !== undefined) return false;
  const isHidden = hiddenExpression(handshake)?.location === location;
  if (!isHidden && hangsOnIf(handshake)) return false;
  if (outcome.kind === 'file') return true;
  if (outcome.kind === 'proxy') return isHidden || !isUpgradePassed(handshake);
  if (outcome.kind !== 'response' || outcome.status === 401 || outcome.status === 403) return false;
  return outcome.redirect === undefined || isDeadEnd(handshake, spot, outcome.redirect.text);
}

function hangsOnIf(handshake: Trace): boolean {
  return handshake.steps.some(({ at }) => at?.directive.name === 'if' && !isSwitch(handshake, at));
}

/**
 * Whether a redirect leads to the same site; or to the start page of its https, which no server of the
 * file speaks. With its path a request may come to the same socket behind whatever ends TLS.
 */
function isDeadEnd({ exchange }: Trace, spot: Spot, target: string | undefined): boolean {
  if (target === undefined || exchange === undefined) return false;
  if (target.startsWith(urlOf(spot, '/').replace(/^ws/, 'http'))) return true;
  if (target.replace(/\/$/, '') !== `https://${exchange.host}`) return false;
  return exchange.model.listeners?.sockets.every(({ ssl }) => ssl === undefined) === true;
}

function isRedirected({ outcome }: Trace): boolean {
  return outcome.kind === 'response' && outcome.redirect !== undefined;
}

/** Whether clients ask for this very path: its last name is that of a library, or one of sockets. */
function isEndpoint(path: string): boolean {
  if (/(?:socket\.io|engine\.io|sockjs)\/?$/.test(path)) return /\.io\/$/.test(path);
  const [name = ''] = /[^/]*$/.exec(path) ?? [];
  return isSurelyForSockets(name);
}
