import { nextHop, type Trace, type UpstreamServer } from '../nginx/model/index.ts';
import { ownHops } from './own-hops.ts';

/**
 * The server of an upstream that leads a request back to the very place that passes it on, for ever;
 * undefined where none does, or where there are others to go to.
 */
export function leadsBack(first: Trace): UpstreamServer | undefined {
  const servers = first.passing?.target?.upstream?.servers ?? [];
  const [server, another] = servers.filter(({ down, backup }) => !down && !backup);
  if (server === undefined || another !== undefined) return undefined;
  const hops = ownHops(first);
  const isBack = hops.some((hop) => hop.exchange?.level === first.exchange?.level);
  return isBack && isEndless(hops) ? server : undefined;
}

/** Whether there is a hop even behind the last that is followed. */
function isEndless(hops: readonly Trace[]): boolean {
  const last = hops.at(-1);
  return last !== undefined && nextHop(last) !== undefined;
}
