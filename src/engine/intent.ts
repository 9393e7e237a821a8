import type { Intent } from '../checks/configuration.ts';
import { headerLines } from '../checks/header-lines.ts';
import { sentHeader } from '../checks/sent-header.ts';
import { socketLocations } from '../checks/socket-locations.ts';
import {
  isNamedForPushes,
  isSurelyForPushes,
  isSurelyForSockets,
  mayBeForSockets,
} from '../checks/socket-names.ts';
import { meansUpgradeByModule } from '../checks/upgrade-by-module.ts';
import { saysUpgrade } from '../checks/upgrade-passed.ts';
import { urlParts } from '../checks/url-parts.ts';
import type { Trace } from '../nginx/model/index.ts';

/** What the lines in effect, and the names, say of a path that is not for plain requests. */
export function intentOf(handshake: Trace): Intent {
  const { passing, location } = handshake;
  const wasToProxy = passing === undefined && location !== undefined;
  if (wasToProxy || speaksOfUpgrade(handshake)) return 'set-up';
  return isNamed(handshake) ? 'named' : 'possible';
}

/** Whether a path is for answers that go on and on, or for pages, and no WebSocket is to be missed there. */
export function isForPlain(handshake: Trace): boolean {
  if (handshake.passing === undefined || speaksOfUpgrade(handshake)) return false;
  const { own, shared } = namesOf(handshake);
  if (own.some(isSurelyForSockets)) return false;
  if ([...own, ...shared].some(isSurelyForPushes)) return true;
  return isNamed(handshake) && (isSetForPushes(handshake) || hasSocketBeside(handshake));
}

function speaksOfUpgrade(handshake: Trace): boolean {
  if (meansUpgradeByModule(handshake)) return true;
  const { headers = [], dropped = [] } = handshake.passing?.request ?? {};
  const isSet = headers.some(
    ({ name, origin, value }) =>
      origin === 'set' &&
      (/^upgrade$/i.test(name) ||
        (/^connection$/i.test(name) && /upgrade/i.test(value.text ?? ''))),
  );
  return isSet || dropped.some(({ name }) => /^upgrade$/i.test(name));
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
