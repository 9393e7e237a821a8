import type { AbsoluteFormEvidence, ForgedIdentityEvidence } from '../evidence.ts';
import { isSecure, targetOf } from '../live-path.ts';
import { deliverHandshake, notArrived } from './deliver-handshake.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';

/** An address for documentation (RFC 5737), so that it can be no client's own. */
const LIE = '203.0.113.66';
/** Where the probe connects from, so that it is known what the backend must be told. */
const CLIENT = '127.0.0.1';

/** A handshake that lies in every header by which a proxy tells who the client is. */
export const gatherForgedIdentity: Gatherer<ForgedIdentityEvidence> = fromInside(async (inside) => {
  const { path } = inside;
  const { arrival, detail } = await deliverHandshake(inside, {
    localAddress: CLIENT,
    headers: [
      ['X-Forwarded-For', LIE],
      ['X-Real-IP', LIE],
      ['X-Forwarded-Host', LIE],
      ['X-Forwarded-Proto', LIE],
      ['Forwarded', `for=${LIE}`],
    ],
  });
  if (arrival === null) return notArrived(detail);
  const scheme = isSecure(path) ? 'https' : 'http';
  return got({ scheme, host: path.url.host, client: CLIENT, lie: LIE, arrival });
});

/** A request in absolute form, whose target names the right host and whose `Host` another. */
export const gatherAbsoluteForm: Gatherer<AbsoluteFormEvidence> = fromInside(async (inside) => {
  const { path } = inside;
  const { host } = path.url;
  const scheme = isSecure(path) ? 'https' : 'http';
  const { arrival } = await deliverHandshake(inside, {
    target: `${scheme}://${host}${targetOf(path)}`,
    headers: [['Host', LIE]],
  });
  return got({ host, lie: LIE, arrival });
});
