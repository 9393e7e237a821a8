import type { Intent } from '../checks/configuration.ts';
import { headerLines, writtenValue } from '../checks/header-lines.ts';
import { sentHeader } from '../checks/sent-header.ts';
import { everyLocation, setsUpgrade, socketLocations } from '../checks/socket-locations.ts';
import {
  isAsOftenForPushes,
  isNamedForPushes,
  isSurelyForPushes,
  isSurelyForSockets,
  mayBeForSockets,
} from '../checks/socket-names.ts';
import { meansUpgradeByModule } from '../checks/upgrade-by-module.ts';
import { saysUpgrade } from '../checks/upgrade-passed.ts';
import { urlParts } from '../checks/url-parts.ts';
import type { Level, Location, Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

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
  if (handshake.passing === undefined || speaksOfUpgrade(handshake)) return false;
  const { own, shared } = namesOf(handshake);
  if (own.some(isSurelyForSockets)) return false;
  if ([...own, ...shared].some(isSurelyForPushes)) return true;
  if (!isNamed(handshake)) return false;
  if (isNamedForEither(handshake) && speaksOfPushes(handshake)) return true;
  return isSetForPushes(handshake) || hasSocketBeside(handshake);
}

function speaksOfUpgrade(handshake: Trace): boolean {
  return setsUpgradeUp(handshake) || losesUpgrade(handshake);
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

/**
 * Whether the upgrade around a location was written for others: one beside it is named for sockets and
 * takes it over; or the location says for itself who the client is, as if it had been copied without
 * the upgrade, and some other one has it.
 */
function isMeantForOthers({ arrival, exchange }: Trace): boolean {
  if (arrival.choice === undefined || exchange === undefined) return false;
  const { level, model } = exchange;
  const isOther = (one: Location): boolean => one.level !== level;
  const beside = socketLocations(arrival.choice.server.level).filter(isOther);
  if (beside.some(({ pattern }) => isSurelyForSockets(pattern) || mayBeForSockets(pattern))) {
    return true;
  }
  if (!saysWhoAsks(level)) return false;
  const servers = model.listeners?.servers ?? [];
  return servers.some((server) => socketLocations(server.level).some(isOther));
}

/** Whether a location has lines of its own for the host and for the client. */
function saysWhoAsks(level: Level): boolean {
  const own = level
    .named('proxy_set_header')
    .map(({ directive }) => directive.args[0]?.value ?? '');
  const isSet = (name: RegExp): boolean => own.some((header) => name.test(header));
  return isSet(/^host$/i) && isSet(/^x-(?:forwarded-for|real-ip)$/i);
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

/** Whether a line is in effect that tunnels do not ask for, and answers that are sent piece by piece do. */
function speaksOfPushes({ answer, exchange }: Trace): boolean {
  const level = exchange?.level;
  if (level === undefined) return false;
  const isOff = (name: string): boolean =>
    level.effective(name).some(({ directive }) => directive.args[0]?.value === 'off');
  const isTold = level
    .effective('add_header')
    .some(({ directive }) => /^x-accel-buffering$/i.test(directive.args[0]?.value ?? ''));
  return (
    answer?.buffering.isOn === false ||
    isTold ||
    isOff('proxy_cache') ||
    isOff('chunked_transfer_encoding') ||
    headerLines(level, 'Connection').some((line) => writtenValue(line) === '')
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
function hasSocketBeside({ arrival, exchange, passing }: Trace): boolean {
  const server = arrival.choice?.server.level;
  if (server === undefined || passing === undefined) return false;
  const backend = urlParts(passing.line).authority;
  return socketLocations(server).some(
    ({ level }) =>
      level !== exchange?.level &&
      level.named('proxy_pass').some((line) => urlParts(line).authority === backend),
  );
}
