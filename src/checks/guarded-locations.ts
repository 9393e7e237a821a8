import type { Level, Location } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { SocketPath } from './configuration.ts';
import { remembered } from './remembered.ts';
import { everyLocation } from './socket-locations.ts';
import { urlParts } from './url-parts.ts';

/** A location that not everybody may ask. */
interface Guarded {
  readonly location: Location;
  readonly guards: readonly Placed[];
  /** Where it leads, such as `127.0.0.1:8080`; undefined where it leads nowhere. */
  readonly backend: string | undefined;
}

const GUARDS = ['deny', 'auth_basic', 'auth_request', 'internal'] as const;

/**
 * The lines that guard other locations of a path's server from clients that may open its tunnel, and
 * behind which its backend stands as well: whoever speaks to the backend directly goes round them.
 */
export function guardsGoneRound({ handshake }: SocketPath): Placed[] {
  const { location, exchange, passing } = handshake;
  const backend = backendOf(passing?.line);
  if (exchange === undefined || backend === undefined) return [];
  // Many configurations have none, in a thousand servers.
  const { names } = exchange.server.configuration;
  if (!GUARDS.some((name) => names.has(name))) return [];
  const asked = exchange.subrequests.map((one) => one.exchange.location?.placed);
  const found: Placed[] = [];
  for (const other of guardedIn(exchange.server)) {
    const { placed } = other.location;
    if (placed === location?.placed || asked.includes(placed)) continue;
    const isBefore = other.backend === backend || hides(other, location);
    const guard = other.guards.find((line) => !isHeldBy(exchange.level, line));
    if (isBefore && guard !== undefined) found.push(guard);
  }
  return found;
}

const guardedIn = remembered((server: Level): readonly Guarded[] =>
  [...everyLocation(server)].flatMap((location) => {
    const guards = guardsOf(location.level);
    if (guards.length === 0) return [];
    return [{ location, guards, backend: backendOf(location.level.last('proxy_pass')) }];
  }),
);

function guardsOf(level: Level): Placed[] {
  const asks = ['auth_basic', 'auth_request']
    .flatMap((name) => level.effective(name).at(-1) ?? [])
    .filter(({ directive }) => directive.args[0]?.value !== 'off');
  return [...level.effective('deny'), ...asks, ...level.named('internal')];
}

/**
 * Whether who comes to a level has passed the same guard. Where it is switched off for sockets, the
 * backend is left to ask for itself.
 */
function isHeldBy(level: Level, guard: Placed): boolean {
  return level
    .effective(guard.directive.name)
    .some((line) => line === guard || wordsOf(line) === wordsOf(guard) || wordsOf(line) === 'off');
}

function wordsOf({ directive }: Placed): string {
  return directive.args.map(({ value }) => value).join(' ');
}

/** What a location may say that only keeps others out. */
const KEEPS_OUT = /^(?:allow|deny|satisfy|auth_\w+|access_log|error_log|log_not_found)$/;

/** Whether a location does nothing but keep clients from a part of what another one passes on. */
function hides({ location: { kind, name, level } }: Guarded, open: Location | undefined): boolean {
  if (kind === 'regex' || kind === 'named' || name.startsWith('/.')) return false;
  const isInside = open?.kind.startsWith('prefix') === true && name.startsWith(open.name);
  return isInside && level.lines.every(({ directive }) => KEEPS_OUT.test(directive.name));
}

/** Of a variable that holds the scheme, too, nobody knows that it is the same everywhere. */
function backendOf(pass: Placed | undefined): string | undefined {
  if (pass === undefined) return undefined;
  const { scheme, authority } = urlParts(pass);
  return scheme === '' ? undefined : authority;
}
