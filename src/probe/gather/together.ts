import { type HandshakeResult, handshake } from '../handshake.ts';
import type { Answer, TogetherEvidence } from '../lab-evidence.ts';
import { freshProbeId } from '../probe-id.ts';
import type { TlsMemory } from '../tls-memory.ts';
import type { Tunnel } from '../tunnel.ts';
import { answerOf } from './answer-of.ts';
import { errorLogOf } from './error-log.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { marked, toEvidence } from './send-handshake.ts';

/** So many refusals show that it is a limit. */
const REFUSALS = 3;

/** Tunnels from one address, one more and one more, until it is enough or they are refused. */
export const gatherTogether: Gatherer<TogetherEvidence> = async (site) => {
  const { together } = site;
  if (together === undefined) return NOT_ASKED;
  const { path, tunnels: asked } = together;
  const probe = freshProbeId();
  const tls: TlsMemory = {};
  const tunnels: Tunnel[] = [];
  const refusals: Answer[] = [];
  try {
    while (tunnels.length + refusals.length < asked && refusals.length < REFUSALS) {
      const result: HandshakeResult = await handshake(path, { ...marked(path, {}, probe), tls });
      if (result.kind === 'open') tunnels.push(result.tunnel);
      else refusals.push(answerOf(toEvidence(result)));
    }
    const opened = tunnels.length;
    return got({ asked, opened, refusals, log: await errorLogOf(site, probe) });
  } finally {
    await Promise.all(tunnels.map((tunnel) => tunnel.close()));
  }
};
