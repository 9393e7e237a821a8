import { setTimeout as delay } from 'node:timers/promises';
import type { AccessLogEvidence, ConfigTestEvidence, ReloadEvidence } from '../evidence.ts';
import { openManyTunnels, type UnopenedTunnel } from '../many-tunnels.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { marked, sendHandshake } from './send-handshake.ts';

const NO_NGINX = { kind: 'skipped', why: 'the nginx on this path is not at hand' } as const;
/** The protocol's name in letters that no path or user agent has, to find it in a line of any format. */
const UPGRADE = 'wEbSoCkEt';

/** `nginx -t`. */
export const gatherConfigTest: Gatherer<ConfigTestEvidence> = async ({ nginx }) =>
  nginx === undefined ? NO_NGINX : got(await nginx.test());

/** The access log's line of a handshake whose tunnel has ended. */
export const gatherAccessLog: Gatherer<AccessLogEvidence> = async ({ nginx, outside }) => {
  if (nginx === undefined) return NO_NGINX;
  const { probe, evidence } = await sendHandshake(outside, { headers: [['Upgrade', UPGRADE]] });
  if (evidence.status !== 101) {
    return { kind: 'unknown', why: `no tunnel whose end could be logged: ${evidence.detail}` };
  }
  return got({ upgrade: UPGRADE, line: await nginx.accessLogLine(probe) });
};

/** Many tunnels through a reload: all must answer a ping afterwards. */
export const gatherReload: Gatherer<ReloadEvidence> = async ({ nginx, reload }) => {
  if (nginx === undefined) return NO_NGINX;
  if (reload === undefined) return NOT_ASKED;
  const { path, watchMs, scale = 1 } = reload;
  const tunnels = await openManyTunnels(path, {
    count: reload.tunnels,
    handshake: marked(path),
  });
  try {
    const { asked, opened, alive: before, failures } = await tunnels.echoAll();
    if (opened === 0) {
      return { kind: 'unknown', why: `no tunnel could be opened: ${whyUnopened(failures[0])}` };
    }
    // Whatever ended these, it was no reload.
    if (before === 0) return { kind: 'unknown', why: 'every tunnel ended before the reload' };
    const begun = performance.now();
    let firstEndAt = Number.POSITIVE_INFINITY;
    void Promise.race(tunnels.open.map(({ ended }) => ended)).then(() => {
      firstEndAt = performance.now();
    });
    const refused = await nginx.reload();
    await delay(watchMs);
    const { alive } = await tunnels.echoAll();
    const watchedMs = (performance.now() - begun) * scale;
    const dropped = Math.max(0, before - alive);
    // A tunnel may be open and not answer: then it has no end.
    const droppedAfterMs = Number.isFinite(firstEndAt) ? (firstEndAt - begun) * scale : null;
    return got({ asked, tunnels: before, dropped, droppedAfterMs, watchedMs, scale, refused });
  } finally {
    await tunnels.close();
  }
};

function whyUnopened(result: UnopenedTunnel | undefined): string {
  if (result === undefined) return 'none was asked for';
  if (result.kind === 'failed') return result.failure.message;
  return `the answer is ${result.response.status}`;
}
