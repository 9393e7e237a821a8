import { Exchange } from './exchange.ts';
import type { Location } from './locations.ts';
import { findLocation } from './phases/find-location.ts';
import type { Trace } from './trace.ts';

/** The location that a path of the same server would be led to, were no line of the server to change it. */
export function unrewritten({ exchange }: Trace, path: string): Location | undefined {
  if (exchange === undefined) return undefined;
  const { model, request, server } = exchange;
  const asked = new Exchange(model, request, server);
  asked.uri = path;
  findLocation(asked);
  return asked.location;
}
