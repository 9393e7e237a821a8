import { headerLines } from '../checks/header-lines.ts';
import { remembered } from '../checks/remembered.ts';
import { socketLocations } from '../checks/socket-locations.ts';
import { isSurelyForSockets, mayBeForSockets } from '../checks/socket-names.ts';
import type { Level, Location, Model, Trace } from '../nginx/model/index.ts';
import type { Directive } from '../nginx/syntax/index.ts';

/**
 * Whether the upgrade around a location was written for others: one beside it is named for sockets and
 * takes it over; or the location says for itself who the client is, as if it had been copied without
 * the upgrade, and some other one has it.
 */
export function isMeantForOthers({ arrival, exchange }: Trace): boolean {
  if (arrival.choice === undefined || exchange === undefined) return false;
  const { level, model } = exchange;
  const [lost] = headerLines(level.parent, 'Upgrade');
  const takesOver = (one: Location): boolean =>
    headerLines(one.level, 'Upgrade').some(({ directive }) => directive === lost?.directive);
  const beside = socketLocations(arrival.choice.server.level).filter(takesOver);
  if (beside.some(({ pattern }) => isSurelyForSockets(pattern) || mayBeForSockets(pattern))) {
    return true;
  }
  if (lost === undefined || !saysWhoAsks(level)) return false;
  const { placed } = arrival.choice.server.level;
  // What is written in the server itself no other one takes over.
  if (lost.directive.parent.owner === placed?.directive) return beside.length > 0;
  return takenOver(model).has(lost.directive);
}

/** The lines for the upgrade that are in effect at any location for sockets. */
const takenOver = remembered(({ listeners }: Model): ReadonlySet<Directive> => {
  const locations = (listeners?.servers ?? []).flatMap(({ level }) => socketLocations(level));
  const lines = locations.flatMap(({ level }) => headerLines(level, 'Upgrade'));
  return new Set(lines.map(({ directive }) => directive));
});

/** Whether a location has lines of its own for the host and for the client. */
function saysWhoAsks(level: Level): boolean {
  const own = level
    .named('proxy_set_header')
    .map(({ directive }) => directive.args[0]?.value ?? '');
  const isSet = (name: RegExp): boolean => own.some((header) => name.test(header));
  return isSet(/^host$/i) && isSet(/^x-(?:forwarded-for|real-ip)$/i);
}
