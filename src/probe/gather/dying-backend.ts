import type { DyingBackendEvidence } from '../lab-evidence.ts';
import { freshProbeId } from '../probe-id.ts';
import { answerOf } from './answer-of.ts';
import { type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** A handshake whose backend ends the connection without an answer. */
export const gatherDyingBackend: Gatherer<DyingBackendEvidence> = async ({ failing }) => {
  if (failing === undefined) {
    return { kind: 'skipped', why: 'the backend cannot be told how to answer' };
  }
  const { path, inspector, scale } = failing;
  const probe = freshProbeId();
  inspector.answerAs(probe, 'dying');
  const begun = performance.now();
  const { evidence } = await sendHandshake(path, {}, probe);
  const tookMs = performance.now() - begun;
  // A timeout was waited for only where nothing came: work is not divided with time.
  const afterMs = evidence.status === null ? tookMs * scale : tookMs;
  const arrivals = await inspector.arrivals(probe);
  const tried = new Set(arrivals.map(({ node }) => node)).size;
  return got({ ...answerOf(evidence), afterMs, scale, nodes: inspector.nodes, tried });
};
