import { nextHops, type Trace, type UpstreamServer } from '../nginx/model/index.ts';

/** Hops after which a request that comes through the same place once more is followed no further. */
const MANY_HOPS = 6;

/**
 * The server of an upstream that leads a request back to the very place that passes it on, for ever;
 * undefined where none does, or where there are others to go to.
 */
export function leadsBack(first: Trace): UpstreamServer | undefined {
  const servers = first.passing?.target?.upstream?.servers ?? [];
  const [server, another] = servers.filter(({ down, backup }) => !down && !backup);
  if (server === undefined || another !== undefined) return undefined;
  const hops = nextHops(first);
  const isBack = hops.some((hop) => {
    const isSamePlace = hop.exchange?.level === first.exchange?.level;
    return isSamePlace && (uriOf(hop) === uriOf(first) || hops.length >= MANY_HOPS);
  });
  return isBack ? server : undefined;
}

function uriOf({ passing }: Trace): string | undefined {
  return passing?.request?.uri.text;
}
