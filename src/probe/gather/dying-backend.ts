import type { BackendKind } from '../backend-kind.ts';
import type { DyingBackendEvidence, TimedAnswer } from '../lab-evidence.ts';
import { freshProbeId } from '../probe-id.ts';
import type { Site } from '../site.ts';
import { answerOf } from './answer-of.ts';
import { type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** Handshakes whose backend ends the connection without an answer, or keeps it and never answers. */
export const gatherDyingBackend: Gatherer<DyingBackendEvidence> = async ({ failing }) => {
  if (failing === undefined) {
    return { kind: 'skipped', why: 'the backend cannot be told how to answer' };
  }
  const [{ probe, ...dying }, { probe: _, ...silent }] = await Promise.all([
    handshakeWith('dying', failing),
    handshakeWith('silent', failing),
  ]);
  const { inspector, scale } = failing;
  const arrivals = await inspector.arrivals(probe);
  const tried = new Set(arrivals.map(({ node }) => node)).size;
  return got({ ...dying, scale, nodes: inspector.nodes, tried, silent });
};

async function handshakeWith(
  kind: BackendKind,
  { path, inspector, scale }: NonNullable<Site['failing']>,
): Promise<TimedAnswer & { readonly probe: string }> {
  const probe = freshProbeId();
  inspector.answerAs(probe, kind);
  const begun = performance.now();
  const { evidence } = await sendHandshake(path, {}, probe);
  const tookMs = performance.now() - begun;
  // A timeout was waited for only where nothing came by itself: work is not divided with time.
  const isTimeout = evidence.status === null || evidence.status === 504;
  return { probe, ...answerOf(evidence), afterMs: isTimeout ? tookMs * scale : tookMs };
}
