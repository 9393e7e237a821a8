import { TIMER_GRAIN_MS } from './sandbox/scaled-time.ts';

/** What a proven time becomes, in milliseconds: well above what nginx's timers cannot tell apart. */
const PROVEN_MS = 1_000;
/** Two times that are compared stay so far apart. */
const APART_MS = 2 * TIMER_GRAIN_MS;
/** As long as one may wait for one proof. */
export const PATIENCE_MS = 4_000;

/**
 * By how much to divide time so that an idle timeout is proven within a second or a few, and is still
 * told apart from the heartbeat. Milliseconds in, a factor of at least 1 out.
 */
export function silenceScale(idleMs: number, heartbeatMs: number | undefined): number {
  const byIdle = idleMs / PROVEN_MS;
  if (heartbeatMs === undefined || !Number.isFinite(heartbeatMs)) return atLeastOne(byIdle);
  const apart = Math.abs(idleMs - heartbeatMs) / APART_MS;
  // Where the two are the same, nothing tells them apart; patience decides.
  const patient = Math.max(idleMs, heartbeatMs) / PATIENCE_MS;
  return atLeastOne(Math.max(Math.min(byIdle, apart), patient));
}

/** By how much to divide a time that is waited for once. */
export function waitScale(ms: number): number {
  return atLeastOne(ms / (2 * TIMER_GRAIN_MS));
}

function atLeastOne(scale: number): number {
  // Rounded down, so that nothing becomes shorter than it may be.
  return Math.max(1, Math.floor(scale * 100) / 100);
}
