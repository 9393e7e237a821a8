import type { Gathered } from '../evidence.ts';
import type { SilenceEvidence, WatchedTunnel } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import type { SilenceWish } from '../site.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { watchTunnel } from './watch-tunnel.ts';

/** Beats that a tunnel must live through. */
const BEATS = 3;
/** A side speaks so often within the time after which silence ends a tunnel, */
const TIMES_SPOKEN = 3;
/** and is watched for so much longer than that time. */
const WATCHED = 1.5;
/**
 * nginx lets a timer stand that would move by less than 300 ms (`NGX_TIMER_LAZY_DELAY`), so that within
 * short times whoever speaks may not be heard.
 */
const SHORTEST_MS = 900;

/** Tunnels through HTTP servers in which little or nothing is said. */
export const gatherSilence: Gatherer<SilenceEvidence> = async ({ outside, silence }) =>
  silence === undefined || silence.isStream === true ? NOT_ASKED : gather(outside, silence);

/** The same through a stream server. */
export const gatherStreamSilence: Gatherer<SilenceEvidence> = async ({ outside, silence }) =>
  silence?.isStream === true ? gather(outside, silence) : NOT_ASKED;

async function gather(outside: LivePath, wish: SilenceWish): Promise<Gathered<SilenceEvidence>> {
  const { wantedMs, patienceMs, scale = 1, heartbeatMs = null } = wish;
  if (wantedMs / scale > patienceMs) {
    return { kind: 'skipped', why: `${wantedMs / 1000} s of silence; not waited for` };
  }
  const stand = { path: outside, scale, ...wish };
  const [silent, ...beats] = await Promise.all([
    watchTunnel(stand, { speaker: 'nobody', everyMs: null, watchMs: wantedMs }),
    ...heartbeats(stand, heartbeatMs),
  ]);
  if (silent === null) return { kind: 'unknown', why: 'no tunnel could be opened' };
  const others = [...beats, ...(await oneSided(stand, silent))];
  return got({
    wantedMs,
    heartbeatMs,
    scale,
    endedMs: silent.endedMs,
    how: silent.how,
    others: others.filter((each) => each !== null),
  });
}

type Stand = Pick<SilenceWish, 'inspector' | 'patienceMs'> & {
  readonly path: LivePath;
  readonly scale: number;
};

function heartbeats(stand: Stand, everyMs: number | null): Promise<WatchedTunnel | null>[] {
  const watchMs = (everyMs ?? Number.POSITIVE_INFINITY) * BEATS;
  if (watchMs / stand.scale > stand.patienceMs) return [];
  return [watchTunnel(stand, { speaker: 'heartbeat', everyMs, watchMs })];
}

/** Whether bytes of one side alone keep a tunnel that silence ends. */
async function oneSided(
  stand: Stand,
  { endedMs }: WatchedTunnel,
): Promise<(WatchedTunnel | null)[]> {
  if (endedMs === null || endedMs / stand.scale < SHORTEST_MS) return [];
  const watch = { everyMs: endedMs / TIMES_SPOKEN, watchMs: endedMs * WATCHED };
  return Promise.all([
    watchTunnel(stand, { speaker: 'client', ...watch }),
    ...(stand.inspector ? [watchTunnel(stand, { speaker: 'backend', ...watch })] : []),
  ]);
}
