import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHub } from '../../src/demo/hub.ts';
import { startNode } from '../../src/demo/node.ts';
import type { RunningNodes } from '../../src/demo/start-nodes.ts';
import { judgeAll } from '../../src/engine/judge-all.ts';
import type { Verdict } from '../../src/engine/verdict.ts';
import { resolveDeployment } from '../../src/gateway/resolve-deployment.ts';
import type { Settings } from '../../src/gateway/settings.ts';
import { type RunningGateway, startGateway } from '../../src/gateway/start-gateway.ts';
import { freePort } from '../../src/nginx/process/free-port.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { evidenceOf } from '../../src/probe/gather-evidence.ts';
import { handshake } from '../../src/probe/handshake.ts';
import { openExchange } from '../../src/probe/http-exchange.ts';
import { httpInspector } from '../../src/probe/http-inspector.ts';
import { freshProbeId, mark } from '../../src/probe/probe-id.ts';
import { livePathOf } from '../../src/verbs/up/live-path-of.ts';
import { openSite } from '../../src/verbs/up/open-site.ts';
import { upChecks } from '../../src/verbs/up/up-checks.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

const found = await candidates();
const PAGE = fileURLToPath(new URL('../../src/demo/page/', import.meta.url));

interface Stand {
  readonly gateway: RunningGateway;
  readonly nodes: RunningNodes;
}

/** A gateway in front of nodes that live in this process. */
async function standUp(nginx: NginxBinary, settings: Settings, count = 2): Promise<Stand> {
  const hub = createHub();
  const started = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startNode({ name: `${index}`, hub, pageFolder: PAGE }),
    ),
  );
  const deployment = resolveDeployment({
    listen: { https: `127.0.0.1:${await freePort()}`, http: `127.0.0.1:${await freePort()}` },
    backends: started.map(({ port }) => `127.0.0.1:${port}`),
    ...settings,
  });
  const gateway = await startGateway({ deployment, nginx });
  onTestFinished(async () => {
    await gateway.stop({ graceMs: 0 });
    await Promise.all(started.map((node) => node.close()));
  });
  const nodes = started.map(({ port, inspectPort }, index) => ({
    name: `${index}`,
    port,
    inspectPort,
    pid: process.pid,
  }));
  return { gateway, nodes: { nodes, onEvent: () => () => {}, close: async () => {} } };
}

async function verdictsOf({ gateway, nodes }: Stand): Promise<Verdict[]> {
  const site = await openSite(gateway, nodes);
  try {
    return await judgeAll(upChecks, { where: 'gateway', evidence: evidenceOf(site.value) });
  } finally {
    await site.close();
  }
}

function notHolding(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ outcome }) => outcome !== 'holds');
}

describe.each(found)('$version', (candidate) => {
  const { nginx } = candidate;
  const inVersion = (name: string, body: (nginx: NginxBinary) => Promise<void>) =>
    test.skipIf(!nginx)(`${titleOf(candidate)}: ${name}`, async () => {
      if (nginx) await body(nginx);
    });

  inVersion('everything holds for two nodes with a heartbeat and origins', async (nginx) => {
    const stand = await standUp(nginx, {
      paths: ['/ws/'],
      heartbeat: '25s',
      origins: ['https://localhost'],
    });
    expect(notHolding(await verdictsOf(stand))).toMatchObject([
      { check: 'idle-timeout', outcome: 'skipped' },
    ]);
  });

  inVersion('everything holds for a name, hops in front and text logs', async (nginx) => {
    const stand = await standUp(nginx, {
      paths: ['/', '/chat'],
      serverNames: ['ws.example.com', '*.ws.example.com'],
      hops: [{ name: 'alb', idleTimeout: '60s', addresses: ['10.0.0.0/8'] }],
      heartbeat: '25s',
      origins: ['https://app.example.com'],
      logs: { format: 'text' },
    });
    expect(notHolding(await verdictsOf(stand))).toMatchObject([
      { check: 'idle-timeout', outcome: 'skipped' },
    ]);
  });

  inVersion('a short silence is borne, and waited for', async (nginx) => {
    const stand = await standUp(nginx, { heartbeat: '1s', origins: ['https://a.example'] }, 1);
    expect(notHolding(await verdictsOf(stand))).toMatchObject([
      { check: 'sticky', outcome: 'skipped' },
    ]);
  });

  inVersion('closing upstream connections is said where it is set', async (nginx) => {
    const stand = await standUp(nginx, { plainRequests: 'close', origins: ['https://a.example'] });
    const verdict = (await verdictsOf(stand)).find(({ check }) => check === 'upstream-keepalive');
    expect(verdict).toMatchObject({ outcome: 'fails', findings: [{ severity: 'advice' }] });
  });

  inVersion('a trusted hop is believed, and nobody else', async (nginx) => {
    const hops = [{ name: 'alb', addresses: ['127.0.0.2'] }];
    const { gateway, nodes } = await standUp(
      nginx,
      { hops, tls: 'none', listen: { http: `${await freePort()}` } },
      1,
    );
    const inspector = httpInspector(nodes.nodes.map(({ inspectPort }) => inspectPort));
    const path = livePathOf(gateway);
    const identity = async (localAddress: string) => {
      const probe = freshProbeId();
      const result = await handshake(path, {
        localAddress,
        target: mark('/', probe),
        headers: [
          ['X-Forwarded-For', '198.51.100.7'],
          ['X-Forwarded-Proto', 'https'],
        ],
      });
      if (result.kind === 'open') await result.tunnel.close();
      const [arrival] = await inspector.arrivals(probe);
      const headers = Object.fromEntries(arrival?.headers ?? []);
      return [headers['X-Forwarded-For'], headers['X-Real-IP'], headers['X-Forwarded-Proto']];
    };
    expect(await identity('127.0.0.2')).toEqual(['198.51.100.7', '198.51.100.7', 'https']);
    expect(await identity('127.0.0.3')).toEqual(['127.0.0.3', '127.0.0.3', 'http']);
  });

  inVersion('another name is refused with 421, another path carries no upgrade', async (nginx) => {
    const { gateway } = await standUp(
      nginx,
      { serverNames: ['ws.example.com'], paths: ['/ws/'] },
      1,
    );
    const path = livePathOf(gateway);
    const other = await handshake(path, { headers: [['Host', 'other.example.com']] });
    expect(other).toMatchObject({ kind: 'refused', response: { status: 421 } });
    const elsewhere = await handshake(path, { target: '/elsewhere' });
    expect(elsewhere).toMatchObject({ kind: 'refused', response: { status: 404 } });
  });

  inVersion('the counters are on the private socket', async (nginx) => {
    const { gateway } = await standUp(nginx, {}, 1);
    const opened = await openExchange(livePathOf(gateway));
    if (opened.kind !== 'open') throw new Error(opened.failure.message);
    await opened.exchange.request({ target: '/' });
    // The question counts itself.
    expect(await gateway.status()).toMatchObject({ active: 2, requests: 2 });
    opened.exchange.close();
  });
});
