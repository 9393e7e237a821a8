import type { Arrival } from '../arrival.ts';
import type { UriEvidence } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import { deliverHandshake, notArrived } from './deliver-handshake.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';

/** What stands for a room or a session below the path that is proven. */
const BELOW = 'fairlead';

/** The path as it is asked for, and one below it. */
export const gatherUri: Gatherer<UriEvidence> = fromInside(async (inside) => {
  const { path } = inside;
  const { pathname } = path.url;
  const asked = await deliverHandshake(inside);
  if (asked.arrival === null) return notArrived(asked.detail);
  const below = `${pathname.replace(/\/$/, '')}/${BELOW}`;
  const { arrival } = await deliverHandshake(inside, { target: below });
  return got({
    attempts: [attempt(path, pathname, asked.arrival, true), attempt(path, below, arrival, false)],
  });
});

function attempt(
  { url }: LivePath,
  sent: string,
  arrival: Arrival | null,
  isAsked: boolean,
): UriEvidence['attempts'][number] {
  const [, target = null] = arrival?.requestLine.split(' ') ?? [];
  const arrived = target?.split('?')[0] ?? null;
  const isQueryLost = isAsked && target !== null && !target.includes(url.search);
  return { sent, isAsked, arrived, isQueryLost };
}
