import type { RunningNodes } from '../../demo/start-nodes.ts';
import type { RunningGateway } from '../../gateway/start-gateway.ts';
import { httpInspector } from '../../probe/http-inspector.ts';
import type { InspectedPath, Site } from '../../probe/site.ts';
import { livePathOf } from './live-path-of.ts';
import { controlOf } from './nginx-control.ts';
import { type Rehearsal, rehearseDead, rehearseInspected } from './rehearse.ts';

/** Tunnels through the reload: many where the backend is our own, few where it is somebody's. */
const EMBEDDED_TUNNELS = 1_000;
const TUNNELS = 10;
/** Long enough for nginx to tell the old workers to end, and for them to cut what they would cut at once. */
const WATCH_MS = 200;
/** Silence that may be waited for while somebody watches. */
const PATIENCE_MS = 1_000;

/**
 * All that the checks may ask for. A backend that does not tell what arrives is stood in for, for
 * those questions, by one that does, behind the same configuration in a second nginx.
 */
export async function openSite(
  gateway: RunningGateway,
  nodes: RunningNodes | undefined,
): Promise<Rehearsal<Site>> {
  const { deployment, nginx } = gateway;
  const outside = livePathOf(gateway);
  const opened = await Promise.allSettled([
    rehearseDead(deployment, nginx),
    nodes === undefined ? rehearseInspected(deployment, nginx) : ownInside(gateway, nodes),
  ]);
  const close = async () => {
    await Promise.all(opened.map((each) => each.status === 'fulfilled' && each.value.close()));
  };
  const [dead, inside] = opened;
  if (dead.status === 'rejected' || inside.status === 'rejected') {
    await close();
    throw dead.status === 'rejected' ? dead.reason : (inside as PromiseRejectedResult).reason;
  }
  return {
    value: {
      outside,
      inside: inside.value.value,
      dead: dead.value.value,
      nginx: controlOf(gateway),
      silence: {
        wantedMs: deployment.heartbeatMs ?? deployment.idleTimeout.ms,
        patienceMs: PATIENCE_MS,
      },
      reload: {
        // Over TLS a thousand tunnels take a second of arithmetic that shows nothing of a reload.
        path: livePathOf(
          gateway,
          deployment.listeners.find(({ tls }) => !tls),
        ),
        tunnels: nodes === undefined ? TUNNELS : EMBEDDED_TUNNELS,
        watchMs: WATCH_MS,
      },
    },
    close,
  };
}

async function ownInside(
  gateway: RunningGateway,
  { nodes }: RunningNodes,
): Promise<Rehearsal<InspectedPath>> {
  const inspector = httpInspector(nodes.map(({ inspectPort }) => inspectPort));
  return { value: { path: livePathOf(gateway), inspector }, close: async () => {} };
}
