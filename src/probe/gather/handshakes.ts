import { headerValues } from '../../websocket/header.ts';
import type {
  ArrivalEvidence,
  DeliveryEvidence,
  ForeignOriginEvidence,
  HandshakeEvidence,
  SmugglingEvidence,
} from '../evidence.ts';
import { deliverHandshake, notArrived } from './deliver-handshake.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** A name that belongs to nobody (RFC 2606 section 2). */
const FOREIGN_ORIGIN = 'https://foreign.invalid';

/** Upgrades that a proxy must not pass on: another protocol, and a WebSocket with another behind it. */
const SMUGGLED = ['h2c', 'TLS/1.0', 'websocket, h2c'] as const;

/** A right handshake, seen from the client. */
export const gatherHandshake: Gatherer<HandshakeEvidence> = async ({ outside }) => {
  return got((await sendHandshake(outside)).evidence);
};

/** The same for the path without its trailing slash. */
export const gatherSlashless: Gatherer<HandshakeEvidence> = async ({ outside }) => {
  const { pathname } = outside.url;
  const target = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  return got((await sendHandshake(outside, { target })).evidence);
};

/** Whether a right handshake reaches the backend. */
export const gatherDelivery: Gatherer<DeliveryEvidence> = fromInside(async (inside) => {
  const { arrival, detail } = await deliverHandshake(inside);
  return got({ arrival, detail });
});

/** What the backend saw of a right handshake. */
export const gatherArrival: Gatherer<ArrivalEvidence> = fromInside(async (inside) => {
  const { arrival, detail } = await deliverHandshake(inside);
  return arrival === null ? notArrived(detail) : got({ host: inside.path.url.host, arrival });
});

/** A handshake from a page that is not ours. */
export const gatherForeignOrigin: Gatherer<ForeignOriginEvidence> = async (site) => {
  const path = site.originGuarded ?? site.outside;
  const { evidence } = await sendHandshake(path, { headers: [['Origin', FOREIGN_ORIGIN]] });
  return got({ origin: FOREIGN_ORIGIN, status: evidence.status });
};

/** Handshakes that ask for another protocol. */
export const gatherSmuggling: Gatherer<SmugglingEvidence> = fromInside(async (inside) => {
  const attempts = [];
  for (const sent of SMUGGLED) {
    const { arrival } = await deliverHandshake(inside, { headers: [['Upgrade', sent]] });
    const [arrived = null] = headerValues(arrival?.headers ?? [], 'Upgrade');
    attempts.push({ sent, arrived });
  }
  return got({ attempts });
});
