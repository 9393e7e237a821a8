import type { Level } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';
import { headerLines, writtenValue } from './header-lines.ts';
import { meantLocation } from './meant-location.ts';
import { remembered } from './remembered.ts';
import { meantForSockets } from './socket-locations.ts';
import { upgradeHeadersOf } from './upgrade-state.ts';

/** Inherited headers that matter here and that a line of the location's own has dropped. */
export interface Lost {
  /** As the lines that are lost name them. */
  readonly headers: readonly { readonly name: string; readonly line: Placed }[];
  /** Whether the handshake is no handshake without them. */
  readonly breaksUpgrade: boolean;
  /** The line of the location that speaks of the same, else its first. */
  readonly at: Placed;
}

/** What tells the backend who asks, and for what. */
const IDENTITY = /^(?:host|x-real-ip|x-forwarded-.*|forwarded|x-scheme)$/i;

/** Undefined where nothing of the kind is lost, or was meant to be. */
export const lostHeaders: (path: SocketPath) => Lost | undefined = remembered(findLost);

function findLost(path: SocketPath): Lost | undefined {
  const { handshake } = path;
  const dropped = handshake.passing?.request?.dropped ?? [];
  const [first] = dropped;
  const state = upgradeHeadersOf(handshake);
  if (first === undefined || state === undefined || isPlainOnPurpose(path)) return undefined;
  const { upgrade, connection } = state;
  const lacks = (name: string): boolean =>
    (/^upgrade$/i.test(name) && upgrade.state === 'missing') ||
    (/^connection$/i.test(name) && connection.state === 'missing');
  const ofUpgrade = dropped.filter(({ name, line }) => lacks(name) && isSomething(path, line));
  // Where no level sends Upgrade at all, Connection alone is not what is amiss.
  const breaksUpgrade =
    ofUpgrade.length > 0 &&
    (upgrade.state !== 'missing' || ofUpgrade.some(({ name }) => /^upgrade$/i.test(name)));
  const headers = [
    ...(breaksUpgrade ? ofUpgrade : []),
    ...dropped.filter(({ name }) => IDENTITY.test(name)),
  ];
  if (headers.length === 0) return undefined;
  const spoken = [...upgrade.lines, ...connection.lines].at(-1);
  return { headers, breaksUpgrade, at: (breaksUpgrade ? spoken : undefined) ?? first.by };
}

function isSomething({ handshake }: SocketPath, line: Placed): boolean {
  return handshake.exchange?.evaluate(writtenValue(line), line).text !== '';
}

/**
 * A location for plain requests, beside one for sockets: it sets `Connection` itself, to something else
 * than an upgrade, or caches what it gets.
 */
export function isPlainOnPurpose(path: SocketPath): boolean {
  const { handshake } = path;
  const { arrival, exchange, location, passing } = handshake;
  const server = arrival.choice?.server.level;
  if (path.intent === 'asked' || exchange === undefined || server === undefined) return false;
  const losesUpgrade = passing?.request?.dropped.some(({ name }) => /^upgrade$/i.test(name));
  if (!losesUpgrade || !meantForSockets(server).some((other) => other !== location)) return false;
  if (isCached(exchange.level)) return true;
  const setsConnection = headerLines(exchange.level, 'Connection').length > 0;
  return setsConnection && meantLocation(path)?.kind !== 'shadowed';
}

/** Whether the level itself has its answers cached, which no tunnel is. */
function isCached(level: Level): boolean {
  return level.named('proxy_cache').some(({ directive }) => directive.args[0]?.value !== 'off');
}
