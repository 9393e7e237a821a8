import type { DeadBackendEvidence, SilenceEvidence } from '../evidence.ts';
import { handshake } from '../handshake.ts';
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

/** A tunnel in which nobody says anything, for as long as one may wait here. */
export const gatherSilence: Gatherer<SilenceEvidence> = async ({ outside, silence }) => {
  if (silence === undefined) return { kind: 'skipped', why: 'not asked for' };
  const { wantedMs, patienceMs } = silence;
  if (wantedMs > patienceMs) {
    return { kind: 'skipped', why: `${wantedMs / 1000} s of silence; not waited for` };
  }
  const result = await handshake(outside, { answerPings: false });
  if (result.kind !== 'open') return { kind: 'unknown', why: 'no tunnel could be opened' };
  const { tunnel } = result;
  const late = new Promise<null>((done) => {
    setTimeout(() => done(null), wantedMs).unref();
  });
  const end = await Promise.race([tunnel.ended, late]);
  tunnel.destroy();
  const how = end === null ? 'open' : end.how.toUpperCase();
  return got({ wantedMs, endedMs: end === null ? null : end.silentMs, how });
};
