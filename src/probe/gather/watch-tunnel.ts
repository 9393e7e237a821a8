import { OPCODE } from '../../websocket/frame.ts';
import { handshake } from '../handshake.ts';
import type { Speaker, WatchedTunnel } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import { freshProbeId } from '../probe-id.ts';
import type { LabInspector } from '../site.ts';
import { startTimer } from '../timer.ts';
import type { Tunnel } from '../tunnel.ts';
import { marked } from './send-handshake.ts';

/** Where a tunnel is watched. */
export interface WatchStand {
  readonly path: LivePath;
  /** By how much the path's timeouts are divided. */
  readonly scale: number;
  /** Speaks for the backend. */
  readonly inspector?: LabInspector;
}

/** Who speaks in it, how often and how long, in the user's own units. */
export interface Watch {
  readonly speaker: Speaker;
  readonly everyMs: number | null;
  readonly watchMs: number;
}

/** Opens a tunnel and watches it; null where it could not be opened. */
export async function watchTunnel(
  { path, scale, inspector }: WatchStand,
  { speaker, everyMs, watchMs }: Watch,
): Promise<WatchedTunnel | null> {
  const probe = freshProbeId();
  // A pong would make the client speak where only the backend is to.
  const tunnel = await openPromptly(path, probe);
  if (tunnel === null) return null;
  const say = {
    nobody: () => {},
    client: () => tunnel.sendFrame({ opcode: OPCODE.pong, payload: new Uint8Array(0) }),
    backend: () => inspector?.speak(probe),
    heartbeat: () => tunnel.sendFrame({ opcode: OPCODE.ping, payload: new Uint8Array(0) }),
  }[speaker];
  const speaking = everyMs === null ? undefined : setInterval(say, everyMs / scale);
  const end = await endWithin(tunnel, watchMs / scale);
  clearInterval(speaking);
  tunnel.destroy();
  return {
    speaker,
    everyMs,
    watchedMs: watchMs,
    endedMs: end === null ? null : end.silentMs * scale,
    how: end === null ? 'open' : end.how.toUpperCase(),
  };
}

/** nginx counts from when it sent the 101; a busy machine of ours may read it so much later. */
const PROMPT_MS = 20;
const ATTEMPTS = 5;

/** Opens a tunnel whose silence begins for us when it begins for nginx, as far as that can be had. */
async function openPromptly(path: LivePath, probe: string): Promise<Tunnel | null> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await handshake(path, marked(path, { answerPings: false }, probe));
    if (result.kind !== 'open') return null;
    if (result.ms <= PROMPT_MS || attempt === ATTEMPTS) return result.tunnel;
    result.tunnel.destroy();
  }
}

async function endWithin(tunnel: Tunnel, ms: number) {
  let stop = (): void => {};
  const late = new Promise<null>((done) => {
    stop = startTimer(ms, () => done(null));
  });
  const end = await Promise.race([tunnel.ended, late]);
  stop();
  return end;
}
