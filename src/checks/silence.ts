import type { Severity } from './check.ts';
import { timeForNginx, timeInWords } from './durations.ts';

/** A heartbeat may be late by a quarter of its time before the tunnel is closed. */
const ROOM = 1.25;
/** Two heartbeats may be late or lost before the third would come too late. */
const HEARTBEATS_OF_ROOM = 3;
/** nginx's own default; a cure never goes below it. */
const SHORTEST_CURE_MS = 60_000;
/** Without a heartbeat only a long timeout keeps a quiet tunnel. */
const WITHOUT_HEARTBEAT_MS = 3_600_000;
/** Libraries send heartbeats every 10 to 30 s; two of those have to fit. */
const USUAL_MS = 60_000;
/** No library sends heartbeats so often by default, but for Action Cable with its 3 s. */
const SHORTER_THAN_ANY_MS = 10_000;

/** Why an idle timeout does not do. */
export interface Shortness {
  readonly severity: Severity;
  /** A whole sentence. */
  readonly why: string;
}

/**
 * Whether a tunnel outlives its silences; undefined where it does. Times in milliseconds; a heartbeat
 * of `Infinity` is none, and undefined where nobody said.
 */
export function shortness(idleMs: number, heartbeatMs: number | undefined): Shortness | undefined {
  const idle = timeInWords(idleMs);
  if (heartbeatMs === undefined) return withoutHeartbeat(idleMs, idle);
  if (heartbeatMs === Number.POSITIVE_INFINITY) {
    if (idleMs >= WITHOUT_HEARTBEAT_MS) return undefined;
    return { severity: 'error', why: 'No heartbeat is sent, so every quiet tunnel ends so.' };
  }
  const heartbeat = timeInWords(heartbeatMs);
  if (idleMs <= heartbeatMs) {
    const why = `It comes before the heartbeat, which is sent every ${heartbeat}.`;
    return { severity: 'error', why };
  }
  if (idleMs >= heartbeatMs * ROOM) return undefined;
  const why = `The heartbeat every ${heartbeat} leaves no room: one that is a little late is too late.`;
  return { severity: 'warning', why };
}

function withoutHeartbeat(idleMs: number, idle: string): Shortness | undefined {
  if (idleMs >= WITHOUT_HEARTBEAT_MS) return undefined;
  if (idleMs < SHORTER_THAN_ANY_MS) {
    const why = `Hardly any heartbeat is sent so often.`;
    return { severity: 'error', why };
  }
  if (idleMs < USUAL_MS) {
    const why = `Heartbeats are usually sent every 25 or 30 s: two do not fit in.`;
    return { severity: 'warning', why };
  }
  const why = `That is fine where a heartbeat is sent more often than every ${idle} (say so with --heartbeat).`;
  return { severity: 'advice', why };
}

/** An idle timeout that does, as nginx reads it. */
export function enoughFor(heartbeatMs: number | undefined): string {
  if (heartbeatMs === undefined || heartbeatMs === Number.POSITIVE_INFINITY) {
    return timeForNginx(WITHOUT_HEARTBEAT_MS);
  }
  return timeForNginx(Math.max(SHORTEST_CURE_MS, heartbeatMs * HEARTBEATS_OF_ROOM));
}
