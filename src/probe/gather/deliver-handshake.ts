import type { Arrival } from '../arrival.ts';
import type { Gathered } from '../evidence.ts';
import type { HandshakeOptions } from '../handshake.ts';
import type { InspectedPath } from '../site.ts';
import { sendHandshake } from './send-handshake.ts';

/** What became of a handshake at both ends. */
export interface DeliveredHandshake {
  /** What the backend saw of it; null where it did not get there. */
  readonly arrival: Arrival | null;
  /** What the client was answered. */
  readonly detail: string;
}

/** Sends one marked handshake and asks the backend what arrived of it. */
export async function deliverHandshake(
  { path, inspector }: InspectedPath,
  options: HandshakeOptions = {},
): Promise<DeliveredHandshake> {
  const { probe, evidence } = await sendHandshake(path, options);
  const [arrival = null] = await inspector.arrivals(probe);
  return { arrival, detail: evidence.detail };
}

/** There is nothing to judge, since the backend saw nothing. */
export function notArrived(detail: string): Gathered<never> {
  return { kind: 'unknown', why: `nothing reached the backend; the answer was: ${detail}` };
}
