import { type Location, Locations, type ServerBlock } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import { type Astray, astray } from './astray.ts';
import { blockOf } from './block-of.ts';
import type { SocketPath } from './configuration.ts';
import { meantLocation } from './meant-location.ts';
import { howItWins } from './proxied-elsewhere.ts';
import { remembered } from './remembered.ts';
import { socketLocations } from './socket-locations.ts';

/**
 * Why a handshake goes where no HTTP is spoken, though another location passes upgrades on by
 * `proxy_pass`: then the way there is wrong, and not the protocol. Undefined where no other one does.
 */
export const passedByModule: (path: SocketPath) => Astray | undefined = remembered(findWay);

function findWay(path: SocketPath): Astray | undefined {
  const { handshake, intent } = path;
  const { passing, arrival, steps } = handshake;
  if (passing === undefined || passing.line.directive.name === 'proxy_pass') return undefined;
  const lost = astray(path);
  if (lost !== undefined || arrival.choice === undefined) return lost;
  const first = steps.find(({ kind }) => kind === 'location')?.at;
  const meant = meantLocation(path);
  if (first !== undefined && meant?.kind === 'shadowed') {
    return shadowedBy(first, meant.location, arrival.choice.server);
  }
  if (intent !== 'asked') return undefined;
  const at = first ?? blockOf(handshake);
  const [other] = socketLocations(arrival.choice.server.level);
  // A location that was written for this path has the wrong protocol.
  const isForAll = first === undefined || first.directive.args.at(-1)?.value === '/';
  if (at === undefined || other === undefined || !isForAll) return undefined;
  const isNamed = other.kind === 'named';
  return {
    at,
    why: `${path.url} comes to what serves every other path, while location ${other.pattern} passes the upgrade on and ${isNamed ? 'nothing leads there' : 'does not take this path'}. ${isNamed ? `Give the socket a location of its own that leads there (try_files /dev/null ${other.pattern})` : 'Let clients ask for a path that it takes, or give this one a location like it'}`,
    related: [{ at: other.placed, message: 'probably meant' }],
    fix: undefined,
  };
}

/** A location takes it that hands it on, in the end, to what speaks no HTTP. */
function shadowedBy(first: Placed, meant: Location, { level }: ServerBlock): Astray {
  const winner = Locations.of(level).at(first);
  return {
    at: first,
    why: `location ${winner?.pattern ?? ''} takes it before location ${meant.pattern}, which passes the upgrade on. ${howItWins(winner, meant).replace(/\.$/, '')}`,
    related: [{ at: meant.placed, message: 'the location that passes the upgrade on' }],
    fix: undefined,
  };
}
