import type { Hop, IdleTimeout } from './deployment.ts';
import { formatDuration } from './duration.ts';
import { SettingError } from './setting-error.ts';

/** Without a heartbeat only a long timeout keeps a quiet tunnel; an hour is what nginx's users settled on. */
const WITHOUT_HEARTBEAT_MS = 3_600_000;
/** Two heartbeats may be late or lost before the third would come too late. */
const HEARTBEATS_OF_ROOM = 3;
/** nginx's own default; never go below it. */
const SHORTEST_MS = 60_000;
/** A hop in front ends a silent tunnel first, so that it never writes into one that nginx has closed. */
const LONGER_THAN_HOP_MS = 5_000;

/** What decides how long a tunnel may be silent; all times in milliseconds. */
export interface IdleTimeoutInput {
  readonly wantedMs: number | undefined;
  readonly heartbeatMs: number | undefined;
  readonly hops: readonly Hop[];
}

/** Computes the idle timeout from heartbeat and hops, and refuses what contradicts itself. */
export function computeIdleTimeout({ wantedMs, heartbeatMs, hops }: IdleTimeoutInput): IdleTimeout {
  refuseSlowHeartbeat(heartbeatMs, hops);
  if (wantedMs !== undefined) return wanted(wantedMs, heartbeatMs);
  if (heartbeatMs === undefined) {
    return {
      ms: WITHOUT_HEARTBEAT_MS,
      because: 'no heartbeat is declared, so silence must be let be',
    };
  }
  const candidates = [
    { ms: SHORTEST_MS, because: "nginx's own default, well above the heartbeat" },
    {
      ms: heartbeatMs * HEARTBEATS_OF_ROOM,
      because: `${HEARTBEATS_OF_ROOM} heartbeats of ${formatDuration(heartbeatMs)}: two may be late or lost`,
    },
    ...hops.flatMap(({ name, idleTimeoutMs }) =>
      idleTimeoutMs === undefined
        ? []
        : {
            ms: idleTimeoutMs + LONGER_THAN_HOP_MS,
            because: `longer than ${name} in front (${formatDuration(idleTimeoutMs)}), which must be the one to give up first`,
          },
    ),
  ];
  return candidates.reduce((longest, next) => (next.ms > longest.ms ? next : longest));
}

function refuseSlowHeartbeat(heartbeatMs: number | undefined, hops: readonly Hop[]): void {
  if (heartbeatMs === undefined) return;
  for (const { name, idleTimeoutMs } of hops) {
    if (idleTimeoutMs === undefined || heartbeatMs < idleTimeoutMs) continue;
    throw new SettingError(
      'heartbeat',
      formatDuration(heartbeatMs),
      `less than the idle timeout of the hop ${name} (${formatDuration(idleTimeoutMs)}), which would cut every quiet tunnel`,
    );
  }
}

function wanted(ms: number, heartbeatMs: number | undefined): IdleTimeout {
  if (heartbeatMs === undefined || ms > heartbeatMs) return { ms, because: 'as set' };
  throw new SettingError(
    'idleTimeout',
    formatDuration(ms),
    `more than the heartbeat (${formatDuration(heartbeatMs)}), or every quiet tunnel is cut`,
  );
}
