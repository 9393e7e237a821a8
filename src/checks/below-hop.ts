import { type Location, type Trace, trace } from '../nginx/model/index.ts';
import { askedPath } from './asked-path.ts';
import type { SocketPath } from './configuration.ts';
import { everyLocation, isSocketLocation } from './socket-locations.ts';
import { isNamedForSockets, isSurelyForSockets } from './socket-names.ts';

/**
 * What another hop does below a path that stands for all that begin with it: nobody named one. `sockets`
 * where a location there sets the upgrade up, or goes by a name for sockets, and so is judged as a
 * path of its own; else the first that is proxied; undefined where the path stands for itself, or
 * there is none.
 */
export function belowHop(path: SocketPath, hop: Trace): Trace | 'sockets' | undefined {
  const { location } = path.handshake;
  if (path.intent === 'asked' || location?.kind === 'exact' || hop.exchange === undefined) {
    return undefined;
  }
  const begin = askedPath(hop);
  const below = [...everyLocation(hop.exchange.server)].filter(
    ({ kind, name, placed }) =>
      placed !== hop.location?.placed &&
      kind !== 'named' &&
      (kind === 'regex' || name.startsWith(begin)),
  );
  if (below.some(isForSockets)) return 'sockets';
  for (const { kind, name, level } of below) {
    if (kind === 'regex' || level.named('proxy_pass').length === 0) continue;
    const way = trace(path.model, { ...hop.request, target: name });
    if (way.passing !== undefined) return way;
  }
  return undefined;
}

function isForSockets({ level, pattern }: Location): boolean {
  if (isSocketLocation(level)) return true;
  const proxies = level.named('proxy_pass').length > 0;
  return proxies && (isSurelyForSockets(pattern) || isNamedForSockets(pattern));
}
