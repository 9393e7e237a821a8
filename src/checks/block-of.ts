import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';

/** The block of the location in charge; that of the server where there is no location. */
export function blockOf({ location, arrival }: Trace): Placed | undefined {
  return location?.placed ?? arrival.choice?.server.level.placed;
}
