import type { Gathered, LiveEvidence } from './evidence.ts';
import { gatherAcceptance } from './gather/acceptance.ts';
import { gatherAffinity } from './gather/affinity.ts';
import { gatherAuth } from './gather/auth.ts';
import { gatherBigAnswer, gatherBigRequests } from './gather/big-headers.ts';
import { gatherCaching } from './gather/caching.ts';
import { gatherChain } from './gather/chain.ts';
import { gatherCrowd } from './gather/crowd.ts';
import { gatherDeadBackend } from './gather/dead-backend.ts';
import { gatherDyingBackend } from './gather/dying-backend.ts';
import { gatherErrorLog } from './gather/error-log.ts';
import { gatherAbsoluteForm, gatherForgedIdentity } from './gather/forgeries.ts';
import { gatherAccessLog, gatherConfigTest, gatherReload } from './gather/from-nginx.ts';
import type { Gatherer } from './gather/gatherer.ts';
import {
  gatherArrival,
  gatherDelivery,
  gatherForeignOrigin,
  gatherHandshake,
  gatherSlashless,
  gatherSmuggling,
} from './gather/handshakes.ts';
import { gatherPagePolicies } from './gather/page-policies.ts';
import { gatherPlain } from './gather/plain.ts';
import { gatherPlainPost } from './gather/plain-post.ts';
import { gatherProxyProtocol } from './gather/proxy-protocol.ts';
import { gatherSessions } from './gather/sessions.ts';
import { gatherSilence, gatherStreamSilence } from './gather/silence.ts';
import { gatherStream } from './gather/stream.ts';
import { gatherTogether } from './gather/together.ts';
import { gatherUri } from './gather/uri.ts';
import { gatherWire } from './gather/wire.ts';
import type { Site } from './site.ts';

const GATHERERS: { readonly [Name in keyof LiveEvidence]: Gatherer<LiveEvidence[Name]> } = {
  configTest: gatherConfigTest,
  handshake: gatherHandshake,
  slashless: gatherSlashless,
  delivery: gatherDelivery,
  arrival: gatherArrival,
  plain: gatherPlain,
  forgedIdentity: gatherForgedIdentity,
  absoluteForm: gatherAbsoluteForm,
  smuggling: gatherSmuggling,
  foreignOrigin: gatherForeignOrigin,
  stream: gatherStream,
  affinity: gatherAffinity,
  reload: gatherReload,
  deadBackend: gatherDeadBackend,
  accessLog: gatherAccessLog,
  silence: gatherSilence,
  streamSilence: gatherStreamSilence,
  acceptance: gatherAcceptance,
  uri: gatherUri,
  wire: gatherWire,
  errorLog: gatherErrorLog,
  auth: gatherAuth,
  proxyProtocol: gatherProxyProtocol,
  pagePolicies: gatherPagePolicies,
  caching: gatherCaching,
  bigRequests: gatherBigRequests,
  bigAnswer: gatherBigAnswer,
  together: gatherTogether,
  crowd: gatherCrowd,
  chain: gatherChain,
  sessions: gatherSessions,
  plainPost: gatherPlainPost,
  dyingBackend: gatherDyingBackend,
};

/** Gives a piece of evidence by name. */
export type EvidenceSource = <Name extends keyof LiveEvidence>(
  name: Name,
) => Promise<Gathered<LiveEvidence[Name]>>;

/** The evidence of a site: each piece is gathered when it is first asked for, and once only. */
export function evidenceOf(site: Site): EvidenceSource {
  const pieces = new Map<keyof LiveEvidence, Promise<unknown>>();
  return <Name extends keyof LiveEvidence>(name: Name) => {
    const gathering = pieces.get(name) ?? GATHERERS[name](site);
    pieces.set(name, gathering);
    return gathering as Promise<Gathered<LiveEvidence[Name]>>;
  };
}
