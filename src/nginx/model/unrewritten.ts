import { Exchange } from './exchange.ts';
import type { Level } from './level.ts';
import type { Location } from './locations.ts';
import { findLocation } from './phases/find-location.ts';
import type { Trace } from './trace.ts';

/**
 * The location that a path of the same server, or of another one, would be led to, were no line of the
 * server to change it.
 */
export function unrewritten(
  { exchange }: Trace,
  path: string,
  server: Level | undefined = exchange?.server,
): Location | undefined {
  if (exchange === undefined || server === undefined) return undefined;
  const asked = new Exchange(exchange.model, exchange.request, server);
  asked.uri = path;
  findLocation(asked);
  return asked.location;
}
