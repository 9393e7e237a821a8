import type { Intent } from '../checks/configuration.ts';
import { headerLines } from '../checks/header-lines.ts';
import { sentHeader } from '../checks/sent-header.ts';
import { everyLocation, setsUpgrade, socketLocations } from '../checks/socket-locations.ts';
import {
  isAsOftenForPushes,
  isFallback,
  isForPages,
  isNamedForPushes,
  isNegotiation,
  isSurelyForPushes,
  isSurelyForSockets,
  mayBeForSockets,
} from '../checks/socket-names.ts';
import { meansUpgradeByModule } from '../checks/upgrade-by-module.ts';
import { saysUpgrade } from '../checks/upgrade-passed.ts';
import { urlParts } from '../checks/url-parts.ts';
import type { Location, Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { isMeantForOthers } from './meant-for-others.ts';
import { speaksOfPushes } from './speaks-of-pushes.ts';

/** What the lines in effect, and the names, say of a path that is not for plain requests. */
export function intentOf(handshake: Trace): Intent {
  const { passing, location } = handshake;
  const wasToProxy = passing === undefined && location !== undefined;
  if (wasToProxy || setsUpgradeUp(handshake)) return 'set-up';
  if (losesUpgrade(handshake) && (isNamed(handshake) || !isMeantForOthers(handshake)))
    return 'set-up';
  if (!isNamed(handshake)) return 'possible';
  return isNamedForEither(handshake) && !hasSignOfSockets(handshake) ? 'possible' : 'named';
}

/** Whether a path is for answers that go on and on, or for pages, and no WebSocket is to be missed there. */
export function isForPlain(handshake: Trace): boolean {
  if (handshake.passing === undefined) return false;
  const { own, shared } = namesOf(handshake);
  // Whatever lines are in effect there, no library opens its socket by that name.
  if (own.some(isNegotiation)) return true;
  if (setsUpgradeUp(handshake)) return false;
  if (own.some((name) => isFallback(name) || isForPages(name))) return true;
  if (handshake.answer?.buffering.isOn === false && own.some(isSurelyForPushes)) return true;
  if (losesUpgrade(handshake)) return false;
  if (own.some(isSurelyForSockets)) return hasSocketBelow(handshake);
  if ([...own, ...shared].some(isSurelyForPushes)) return true;
  if (!isNamed(handshake)) return false;
  if (isNamedForEither(handshake) && speaksOfPushes(handshake)) return true;
  return isSetForPushes(handshake) || hasSocketBeside(handshake);
}

function setsUpgradeUp(handshake: Trace): boolean {
  if (meansUpgradeByModule(handshake)) return true;
  const { headers = [] } = handshake.passing?.request ?? {};
  return headers.some(
    ({ name, origin, value }) =>
      origin === 'set' &&
      (/^upgrade$/i.test(name) ||
        (/^connection$/i.test(name) && /upgrade/i.test(value.text ?? ''))),
  );
}

/** Whether lines around a location set the upgrade up, and its own ones undo that. */
function losesUpgrade({ passing }: Trace): boolean {
  return passing?.request?.dropped.some(({ name }) => /^upgrade$/i.test(name)) === true;
}

interface Names {
  /** Of the location, and of the path at the backend. */
  readonly own: readonly string[];
  /** Of the upstream, to which other locations may lead as well. */
  readonly shared: readonly string[];
}

function namesOf({ location, passing }: Trace): Names {
  const { upstream, uri } = passing?.target ?? {};
  const given = (...names: (string | undefined)[]): string[] =>
    names.filter((name) => name !== undefined);
  return { own: given(location?.pattern, uri?.text), shared: given(upstream?.name) };
}

/** Whether it is called as WebSockets are. */
function isNamed(handshake: Trace): boolean {
  const { own, shared } = namesOf(handshake);
  return [...own, ...shared].some((name) => isSurelyForSockets(name) || mayBeForSockets(name));
}

/** Whether all that speaks of sockets is a name that event streams go by as often. */
function isNamedForEither(handshake: Trace): boolean {
  const { own, shared } = namesOf(handshake);
  return [...own, ...shared].every(
    (name) => !isSurelyForSockets(name) && (!mayBeForSockets(name) || isAsOftenForPushes(name)),
  );
}

/** Whether anything around a location speaks of sockets: lines for the upgrade, a map on it, a name. */
function hasSignOfSockets({ arrival }: Trace): boolean {
  const server = arrival.choice?.server.level;
  const http = server?.parent;
  if (server === undefined || http === undefined) return false;
  if (setsUpgrade(server) || setsUpgrade(http) || http.named('map').some(goesByUpgrade))
    return true;
  for (const { level, pattern } of everyLocation(server)) {
    if (setsUpgrade(level) || isSurelyForSockets(pattern)) return true;
  }
  return false;
}

function goesByUpgrade({ directive }: Placed): boolean {
  return /\$\{?http_upgrade\b/i.test(directive.args[0]?.value ?? '');
}

/**
 * Whether somebody thought of `Connection`, meant no upgrade by it, and has answers sent on as they come:
 * that is how server-sent events are set up.
 */
function isSetForPushes(handshake: Trace): boolean {
  const { answer, location, exchange } = handshake;
  if (headerLines(exchange?.level, 'Connection').length === 0) return false;
  if (saysUpgrade(sentHeader(handshake, 'Connection').value)) return false;
  return answer?.buffering.isOn === false || isNamedForPushes(location?.pattern ?? '');
}

/** Whether another location of the server passes upgrades on to the same backend. */
function hasSocketBeside(handshake: Trace): boolean {
  return socketsBeside(handshake).length > 0;
}

/** Whether one that does takes what sockets below this name are asked for by. */
function hasSocketBelow(handshake: Trace): boolean {
  const { location } = handshake;
  if (!location?.kind.startsWith('prefix')) return false;
  return socketsBeside(handshake).some(({ pattern, name }) => {
    const isSocket = !isNegotiation(pattern) && !isFallback(pattern) && !isForPages(pattern);
    const path = name.replaceAll('\\', '').replace(/^\^/, '');
    return isSocket && path.startsWith(location.name) && path !== location.name;
  });
}

function socketsBeside({ arrival, exchange, passing }: Trace): readonly Location[] {
  const server = arrival.choice?.server.level;
  if (server === undefined || passing === undefined) return [];
  const backend = urlParts(passing.line).authority;
  return socketLocations(server).filter(
    ({ level }) =>
      level !== exchange?.level &&
      level.named('proxy_pass').some((line) => urlParts(line).authority === backend),
  );
}
