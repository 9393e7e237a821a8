import type { DeadBackendEvidence } from '../evidence.ts';
import { type Gatherer, got } from './gatherer.ts';
import { sendHandshake } from './send-handshake.ts';

/** How a client waits where the backend takes no connection. */
export const gatherDeadBackend: Gatherer<DeadBackendEvidence> = async ({ dead }) => {
  if (dead === undefined) return { kind: 'skipped', why: 'no dead backend was set up' };
  const begun = performance.now();
  const { evidence } = await sendHandshake(dead.path);
  const afterMs = (performance.now() - begun) * dead.scale;
  return got({ status: evidence.status, afterMs, scale: dead.scale });
};
