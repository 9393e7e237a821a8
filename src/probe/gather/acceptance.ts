import type { BackendKind } from '../backend-kind.ts';
import type { AcceptanceEvidence } from '../lab-evidence.ts';
import { isSecure, type LivePath } from '../live-path.ts';
import { freshProbeId } from '../probe-id.ts';
import { answerOf } from './answer-of.ts';
import { fromLab, type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** The kinds of backend that people have, the least demanding first. */
const KINDS: readonly BackendKind[] = [
  'lenient',
  'slow',
  'strict',
  'case-sensitive',
  'host-checking',
  'origin-checking',
];

/** A browser's handshake, answered by backends of each kind. */
export const gatherAcceptance: Gatherer<AcceptanceEvidence> = fromLab(
  async ({ path, inspector }) => {
    const origin = pageOrigin(path);
    const answers = await Promise.all(
      KINDS.map(async (kind) => {
        const probe = freshProbeId();
        inspector.answerAs(probe, kind);
        const { evidence } = await sendHandshake(path, { headers: [['Origin', origin]] }, probe);
        return { kind, ...answerOf(evidence) };
      }),
    );
    return got({ origin, answers });
  },
);

/** What a browser says where the page comes from the socket's own host (RFC 6454 section 6.2). */
function pageOrigin(path: LivePath): string {
  return `${isSecure(path) ? 'https' : 'http'}://${path.url.host}`;
}
