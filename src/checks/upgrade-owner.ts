import { astray } from './astray.ts';
import type { SocketPath } from './configuration.ts';
import { isPlainOnPurpose, lostHeaders } from './lost-headers.ts';
import { meantLocation } from './meant-location.ts';
import { ownHops } from './own-hops.ts';
import { remembered } from './remembered.ts';
import { upgradeHeadersOf } from './upgrade-state.ts';

/** The check that tells of an upgrade that is not passed on. */
export type UpgradeOwner =
  | 'header-inheritance'
  | 'chain-hop'
  | 'route'
  | 'upgrade-headers'
  | 'header-value';

/**
 * Which check it is, so that one cause is one finding: the nearest cause goes first. Undefined where the
 * upgrade is passed on, was never to be, or the handshake is not proxied.
 */
export const upgradeOwner: (path: SocketPath) => UpgradeOwner | undefined = remembered(findOwner);

function findOwner(path: SocketPath): UpgradeOwner | undefined {
  const headers = upgradeHeadersOf(path.handshake);
  if (headers === undefined) return undefined;
  const { upgrade, connection } = headers;
  const isPassed = [upgrade, connection].every(({ state }) => state === 'right');
  if (isPassed || isPlainOnPurpose(path)) return undefined;
  if (lostHeaders(path)?.breaksUpgrade) return 'header-inheritance';
  const isMissing = upgrade.state === 'missing' || connection.state === 'missing';
  if (!isMissing) return 'header-value';
  if (path.isLaterHop || ownHops(path.handshake).length > 0) return 'chain-hop';
  const isElsewhere = astray(path) !== undefined || meantLocation(path) !== undefined;
  return isElsewhere ? 'route' : 'upgrade-headers';
}
