import type { AffinityEvidence, Gathered } from '../evidence.ts';
import type { InspectedPath } from '../site.ts';
import { Cookies } from './cookies.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { needsSession } from './needs-session.ts';
import { plainProbe } from './plain-probe.ts';
import { sendHandshake } from './send-handshake.ts';
import { sendPlain } from './send-plain.ts';

const SESSIONS = 8;
/** As a polling fallback makes them, each over a connection of its own. */
const PLAIN_REQUESTS = 2;

/** Clients that keep their cookies: plain requests, then a handshake. */
export const gatherAffinity: Gatherer<AffinityEvidence> = fromInside(async (inside, site) => {
  const { nodes } = inside.inspector;
  if (nodes < 2) return { kind: 'skipped', why: 'there is one node, so every request finds it' };
  const sessions: string[][] = [];
  for (let session = 0; session < SESSIONS; session += 1) {
    const reached = await gatherSession(inside);
    if (reached.kind !== 'got') return reached;
    sessions.push(reached.value);
  }
  return got({ nodes, isNeeded: needsSession(site), sessions });
});

async function gatherSession({ path, inspector }: InspectedPath): Promise<Gathered<string[]>> {
  const cookies = new Cookies();
  const probes: string[] = [];
  for (let sent = 0; sent < PLAIN_REQUESTS; sent += 1) {
    const { probe, target, headers } = plainProbe(path);
    const answer = await sendPlain(path, { target, headers: [...headers, ...cookies.header()] });
    if (answer.kind !== 'got') return answer;
    cookies.keep(answer.value.headers);
    probes.push(probe);
  }
  probes.push((await sendHandshake(path, { headers: cookies.header() })).probe);
  const arrivals = await Promise.all(probes.map((probe) => inspector.arrivals(probe)));
  return got(arrivals.flat().map(({ node }) => node));
}
