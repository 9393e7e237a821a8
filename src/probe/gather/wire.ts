import { headerValues } from '../../websocket/header.ts';
import type { Answer, WireEvidence } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import { answerOf } from './answer-of.ts';
import { fromLab, type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** The connections that nginx opens to the backends of the path for a handshake. */
export const gatherWire: Gatherer<WireEvidence> = fromLab(async ({ path, inspector }, site) => {
  const before = inspector.connectionCount();
  const { evidence, probe } = await sendHandshake(path);
  const [arrival] = await inspector.arrivals(probe);
  const opened = inspector.connectionsSince(before);
  // A handshake may take a connection that was kept open: then those from before tell the same.
  const connections = opened.length > 0 ? opened : inspector.connectionsSince(0);
  const isTls = connections.some(({ serverName }) => serverName !== undefined);
  return got({
    ...answerOf(evidence),
    connections,
    byName: isTls && site.failing ? await answerByName(site.failing.path) : null,
    sentHost: path.url.host,
    host: headerValues(arrival?.headers ?? [], 'Host')[0] ?? null,
  });
});

/** What a backend that speaks TLS answers which is to be told the name of its site. */
async function answerByName(path: LivePath): Promise<Answer> {
  return answerOf((await sendHandshake(path)).evidence);
}
