import { ownHops } from '../checks/own-hops.ts';
import { isUpgradePassed } from '../checks/upgrade-passed.ts';
import type { Trace } from '../nginx/model/index.ts';

/** The later hops of this same nginx that get a request. A handshake is one up to the hop that spoils it. */
export function laterHops(first: Trace, isPlain: boolean): readonly Trace[] {
  const hops = ownHops(first);
  if (isPlain) return hops;
  if (!isUpgradePassed(first)) return [];
  const spoilt = hops.findIndex((hop) => !isUpgradePassed(hop));
  return spoilt === -1 ? hops : hops.slice(0, spoilt + 1);
}
