import { isUpgradePassed } from '../checks/upgrade-passed.ts';
import { MOST_HOPS, nextHop, type Trace } from '../nginx/model/index.ts';
import { letIn } from './let-in.ts';

/**
 * What later hops of this same nginx do with a request, as it arrives there and as one that their
 * guards let in. A handshake is one up to the hop that does not pass it on.
 */
export function laterHops(first: Trace, isPlain: boolean): Trace[] {
  const hops: Trace[] = [];
  let last = first;
  while (hops.length < MOST_HOPS && (isPlain || isUpgradePassed(last))) {
    const next = nextHop(last);
    if (next?.exchange === undefined) break;
    last = letIn(next.exchange.model, next.request);
    hops.push(last);
  }
  return hops;
}
