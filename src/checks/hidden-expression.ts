import { type Location, Locations, type Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { Astray } from './astray.ts';
import { backendOf } from './backend-of.ts';
import type { ConfigProblem } from './configuration.ts';
import { renamedLocation } from './fixes/renamed-location.ts';
import { remembered } from './remembered.ts';
import { socketLocations } from './socket-locations.ts';
import { isSurelyForSockets } from './socket-names.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** A regular expression for sockets that matches a path, and the `^~` for which it is not tried. */
interface Hidden {
  readonly location: Location;
  readonly keeper: Placed;
}

/**
 * The expression that a handshake was meant for, and which the `^~` of the location that takes it keeps
 * out. Undefined where that location passes the upgrade on as well, unless the expression is named for
 * sockets and leads elsewhere.
 */
export const hiddenExpression: (handshake: Trace) => Hidden | undefined = remembered(findHidden);

function findHidden(handshake: Trace): Hidden | undefined {
  const server = handshake.arrival.choice?.server;
  const choice = handshake.steps.find(({ kind }) => kind === 'location');
  const keeper = choice?.at;
  if (
    server === undefined ||
    keeper === undefined ||
    !keeper.directive.args[0]?.value.startsWith('^~')
  )
    return undefined;
  // Without the ^~ nginx would take the first that matches.
  const first = choice?.lost.find(({ at }) => isExpression(at))?.at;
  const location = socketLocations(server.level).find(({ placed }) => placed === first);
  if (location === undefined || !isWrittenFor(handshake, location, keeper)) return undefined;
  const isMeant = !isUpgradePassed(handshake) || leadsElsewhere(handshake, location);
  return isMeant ? { location, keeper } : undefined;
}

function isExpression({ directive }: Placed): boolean {
  return directive.args[0]?.value.startsWith('~') === true;
}

/** Whether it takes no path whatever, and speaks of what the prefix is for: `^~` is often there to keep others out. */
function isWrittenFor({ exchange }: Trace, { name, caseless }: Location, keeper: Placed): boolean {
  const regex = exchange?.model.regex(name, caseless);
  if (regex?.kind !== 'regex') return false;
  if (['/', '/x'].some((path) => regex.exec(path) !== null)) return false;
  const stem = nameOf(keeper).replace(/^\/|\/$/g, '');
  return name.replaceAll('\\', '').includes(stem);
}

function nameOf({ directive }: Placed): string {
  return directive.args.at(-1)?.value.replace(/^\^~/, '') ?? '';
}

function leadsElsewhere({ location: serving }: Trace, hidden: Location): boolean {
  if (serving === undefined || isSurelyForSockets(serving.pattern)) return false;
  return isSurelyForSockets(hidden.pattern) && backendOf(serving) !== backendOf(hidden);
}

/** Why such an expression is not tried, and what to do. */
export function astrayByPrefix(handshake: Trace): Astray | undefined {
  const hidden = hiddenExpression(handshake);
  if (hidden === undefined) return undefined;
  const { keeper, location } = hidden;
  return {
    at: keeper,
    why: `${howItIsHidden(hidden)}, which passes the upgrade on and was probably meant. ${cureFor(hidden)}`,
    related: [{ at: location.placed, message: 'the regular expression that is not tried' }],
    fix: prefixFix(hidden),
  };
}

/** Of a handshake that is passed on as one: it goes to another backend than that of the expression. */
export function takenToOther(handshake: Trace): ConfigProblem | undefined {
  const hidden = hiddenExpression(handshake);
  if (hidden === undefined || !isUpgradePassed(handshake)) return undefined;
  const { keeper, location } = hidden;
  const [here, there] = [handshake.location ?? location, location].map(backendOf);
  return {
    at: keeper,
    severity: 'warning',
    message: `The handshake goes to ${here}, not to ${there} as location ${location.pattern} would have it: ${howItIsHidden(hidden)}. Unless that backend takes WebSockets as well, the handshake fails. ${cureFor(hidden)}.`,
    related: [{ at: location.placed, message: 'the regular expression that is not tried' }],
    fix: prefixFix(hidden),
  };
}

function howItIsHidden({ keeper, location }: Hidden): string {
  return `the ^~ of location ^~ ${nameOf(keeper)} switches regular expressions off for the paths that it takes, so nginx never tries location ${location.pattern}`;
}

/** In a sentence without its full stop. */
function cureFor(hidden: Hidden): string {
  const prefix = prefixOf(hidden);
  const name = prefix === undefined ? 'a longer prefix with ^~' : `location ^~ ${prefix}`;
  return `Write that one as ${name}, or take the ^~ away`;
}

/** The prefix that the expression is, where it says no more than that, and no location goes by it. */
function prefixOf({ location: { name, level } }: Hidden): string | undefined {
  const prefix = /^\^((?:\/[\w-]+)+\/?)$/.exec(name)?.[1];
  const table = level.parent && Locations.of(level.parent);
  const isFree = prefix !== undefined && table?.longestPrefix(prefix)?.name !== prefix;
  return isFree ? prefix : undefined;
}

function prefixFix(hidden: Hidden): ConfigProblem['fix'] {
  const prefix = prefixOf(hidden);
  return prefix === undefined ? undefined : renamedLocation(hidden.location.placed, `^~ ${prefix}`);
}
