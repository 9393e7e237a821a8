import { type Trace, trace } from '../nginx/model/index.ts';
import { askedPath } from './asked-path.ts';
import type { SocketPath } from './configuration.ts';
import { everyLocation, isSocketLocation } from './socket-locations.ts';

/**
 * What another hop does below a path that stands for all that begin with it: nobody named one. `sockets`
 * where a location there sets the upgrade up, which is judged as a path of its own; else the first
 * that is proxied; undefined where the path stands for itself, or there is none.
 */
export function belowHop(path: SocketPath, hop: Trace): Trace | 'sockets' | undefined {
  const { location, exchange } = path.handshake;
  if (path.intent === 'asked' || location?.kind === 'exact') return undefined;
  if (exchange === undefined || hop.exchange === undefined) return undefined;
  const begin = askedPath(hop);
  let proxied: Trace | undefined;
  for (const { kind, name, level, placed } of everyLocation(hop.exchange.server)) {
    if (placed === hop.location?.placed || kind === 'named') continue;
    if (kind !== 'regex' && !name.startsWith(begin)) continue;
    if (isSocketLocation(level)) return 'sockets';
    if (proxied !== undefined || kind === 'regex' || level.named('proxy_pass').length === 0)
      continue;
    const below = trace(exchange.model, { ...hop.request, target: name });
    if (below.passing !== undefined) proxied = below;
  }
  return proxied;
}
