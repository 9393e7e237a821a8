import type { Gathered, LiveEvidence } from './evidence.ts';
import { gatherAffinity } from './gather/affinity.ts';
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
import { gatherPlain } from './gather/plain.ts';
import { gatherStream } from './gather/stream.ts';
import { gatherDeadBackend, gatherSilence } from './gather/timeouts.ts';
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
