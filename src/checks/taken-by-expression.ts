import type { Location, Trace } from '../nginx/model/index.ts';
import { backendOf } from './backend-of.ts';
import type { ConfigProblem } from './configuration.ts';
import { renamedLocation } from './fixes/renamed-location.ts';
import { socketLocations } from './socket-locations.ts';
import { isSurelyForSockets } from './socket-names.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/**
 * A handshake that is passed on as one, by a regular expression that says nothing of sockets: the prefix
 * that is named for them, which nginx would have taken without it, leads to another backend.
 */
export function takenByExpression(handshake: Trace): ConfigProblem | undefined {
  const { location: serving } = handshake;
  if (serving?.kind !== 'regex' || isSurelyForSockets(serving.pattern)) return undefined;
  const beaten = beatenPrefix(handshake, serving);
  if (beaten === undefined || !isUpgradePassed(handshake)) return undefined;
  const [here, there] = [serving, beaten].map(backendOf);
  if (here === there) return undefined;
  const name = `^~ ${beaten.name}`;
  return {
    at: serving.placed,
    severity: 'warning',
    message: `The handshake goes to ${here}, not to ${there} as location ${beaten.pattern} would have it: this regular expression matches its path, too, and goes before every prefix without ^~. Unless that backend takes WebSockets as well, the handshake fails. Write location ${name}, or end the expression where it is to end.`,
    related: [{ at: beaten.placed, message: 'was probably meant' }],
    fix: renamedLocation(beaten.placed, name),
  };
}

function beatenPrefix({ arrival, steps }: Trace, { placed }: Location): Location | undefined {
  const choice = steps.find(({ kind }) => kind === 'location');
  const server = arrival.choice?.server.level;
  if (server === undefined || choice?.at !== placed) return undefined;
  const lost = new Set(choice.lost.map(({ at }) => at));
  return socketLocations(server).find(
    ({ kind, pattern, placed: own }) =>
      kind === 'prefix' && isSurelyForSockets(pattern) && lost.has(own),
  );
}
