import type { BigAnswerEvidence, BigRequestsEvidence } from '../lab-evidence.ts';
import { freshProbeId } from '../probe-id.ts';
import { answerOf } from './answer-of.ts';
import { errorLogOf } from './error-log.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/**
 * Lengths of a cookie header: that of one cookie (RFC 6265 section 6.1), what goes into nginx's own
 * 8 KiB, and what only goes where somebody raised them.
 */
const COOKIE_BYTES = [4_096, 8_000, 16_000] as const;

/** Handshakes with longer and longer cookies. */
export const gatherBigRequests: Gatherer<BigRequestsEvidence> = fromInside(async ({ path }) => {
  const requests = [];
  for (const bytes of COOKIE_BYTES) {
    const cookie = 'fairlead='.padEnd(bytes, 'x');
    const { evidence } = await sendHandshake(path, { headers: [['Cookie', cookie]] });
    requests.push({ bytes, ...answerOf(evidence) });
  }
  return got({ requests });
});

/** A 101 with more header bytes than nginx takes by default. */
export const gatherBigAnswer: Gatherer<BigAnswerEvidence> = async (site) => {
  const { failing } = site;
  if (failing === undefined) {
    return { kind: 'skipped', why: 'the backend cannot be told how to answer' };
  }
  const { path, inspector } = failing;
  const probe = freshProbeId();
  inspector.answerAs(probe, 'big-answer');
  const { evidence } = await sendHandshake(path, {}, probe);
  return got({
    url: path.url.href,
    ...answerOf(evidence),
    log: await errorLogOf(site, probe),
  });
};
