import { type LiveCheck, liveChecks } from '../../checks/index.ts';
import type { LiveEvidence } from '../../probe/evidence.ts';

/** What only a lab gives: backends that are told what to do, more servers, and what `up` is not told. */
const OF_THE_LAB: ReadonlySet<keyof LiveEvidence> = new Set([
  'auth',
  'chain',
  'crowd',
  'errorLog',
  'pagePolicies',
  'proxyProtocol',
  'streamSilence',
  'together',
  'wire',
]);

/** The checks that a gateway of ours is judged by while it runs. */
export const upChecks: readonly LiveCheck[] = liveChecks.filter(
  ({ live }) => !live.needs.some((name) => OF_THE_LAB.has(name)),
);
