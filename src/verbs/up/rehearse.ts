import { fileURLToPath } from 'node:url';
import { createHub } from '../../demo/hub.ts';
import { startNode } from '../../demo/node.ts';
import type { Address } from '../../gateway/address.ts';
import type { Deployment } from '../../gateway/deployment.ts';
import { type RunningGateway, startGateway } from '../../gateway/start-gateway.ts';
import { startDeadListener } from '../../lab/backends/dead-listener.ts';
import { freePort, type NginxBinary, NginxStartError } from '../../nginx/process/index.ts';
import { httpInspector } from '../../probe/http-inspector.ts';
import type { LivePath } from '../../probe/live-path.ts';
import type { InspectedPath } from '../../probe/site.ts';
import { livePathOf, mainListener } from './live-path-of.ts';

/** Enough for the proof; the declared number would reserve memory that nobody uses. */
const TUNNELS = 64;
/** A port that is free now may be taken a moment later. */
const ATTEMPTS = 3;
/** Timeouts of the rehearsal with a dead backend are divided by this, so that nobody waits for them. */
const SCALE = 10;

/** Something that stands for as long as a proof needs it. */
export interface Rehearsal<Value> {
  readonly value: Value;
  close(): Promise<void>;
}

/** Runs the same deployment on a port of its own, in front of as many backends that tell what arrives. */
export async function rehearseInspected(
  deployment: Deployment,
  nginx: NginxBinary,
): Promise<Rehearsal<InspectedPath>> {
  const hub = createHub();
  const pageFolder = fileURLToPath(new URL('../../demo/page/', import.meta.url));
  const nodes = await Promise.all(
    deployment.backends.map((_, index) => startNode({ name: `${index + 1}`, hub, pageFolder })),
  );
  const closeNodes = () => Promise.all(nodes.map((node) => node.close()));
  const gateway = await rehearse(
    deployment,
    nginx,
    nodes.map(({ port }) => loopback(port)),
  ).catch(async (error: unknown) => {
    await closeNodes();
    throw error;
  });
  return {
    value: {
      path: livePathOf(gateway),
      inspector: httpInspector(nodes.map(({ inspectPort }) => inspectPort)),
    },
    close: async () => {
      await gateway.stop({ graceMs: 0 });
      await closeNodes();
    },
  };
}

/** Runs the same deployment in front of one backend that takes no connection. */
export async function rehearseDead(
  deployment: Deployment,
  nginx: NginxBinary,
): Promise<Rehearsal<{ path: LivePath; scale: number }>> {
  const listener = await startDeadListener();
  const scaled = { ...deployment, connectTimeoutMs: deployment.connectTimeoutMs / SCALE };
  const gateway = await rehearse(scaled, nginx, [loopback(listener.port)]).catch(
    async (error: unknown) => {
      await listener.close();
      throw error;
    },
  );
  return {
    value: { path: livePathOf(gateway), scale: SCALE },
    close: async () => {
      await gateway.stop({ graceMs: 0 });
      await listener.close();
    },
  };
}

async function rehearse(
  deployment: Deployment,
  nginx: NginxBinary,
  backends: readonly Address[],
): Promise<RunningGateway> {
  const { tls } = mainListener(deployment.listeners);
  for (let attempt = 1; ; attempt += 1) {
    const listeners = [{ address: loopback(await freePort()), tls }];
    const own = {
      listeners,
      backends,
      tunnels: TUNNELS,
      logs: { ...deployment.logs, folder: undefined },
    };
    try {
      return await startGateway({ deployment: { ...deployment, ...own }, nginx });
    } catch (error) {
      const taken = error instanceof NginxStartError && error.kind === 'port-taken';
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}

function loopback(port: number): { kind: 'tcp'; host: string; port: number } {
  return { kind: 'tcp', host: '127.0.0.1', port };
}
