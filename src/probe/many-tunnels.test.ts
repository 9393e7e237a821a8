import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LivePath } from './live-path.ts';
import { closedPort, listen, pathTo } from './loopback.fixture.ts';
import { type ManyTunnels, type ManyTunnelsOptions, openManyTunnels } from './many-tunnels.ts';
import { selfSigned } from './self-signed.fixture.ts';

/** Generous: a slow machine must not fail a test about counting. */
const TIMEOUT_MS = 60_000;

async function open(path: LivePath, options: ManyTunnelsOptions): Promise<ManyTunnels> {
  const many = await openManyTunnels({ ...path, timeoutMs: TIMEOUT_MS }, options);
  onTestFinished(() => {
    for (const tunnel of many.tunnels) tunnel.destroy();
  });
  return many;
}

async function listenWs(
  server: Server,
  options: object = {},
): Promise<{ port: number; clients: Set<WebSocket> }> {
  const { clients } = new WebSocketServer({ server, ...options });
  return { port: await listen(server), clients };
}

describe('1,000 tunnels', () => {
  test(
    'over plain TCP: all open, all alive, those that are cut are counted',
    async () => {
      const { port, clients } = await listenWs(createHttpServer());
      const many = await open(pathTo(port), { count: 1000 });
      expect(clients.size).toBe(1000);
      expect(await many.echoAll()).toEqual({
        asked: 1000,
        opened: 1000,
        failures: [],
        alive: 1000,
        silent: 0,
        dropped: [],
      });
      for (const client of [...clients].slice(0, 10)) client.terminate();
      for (const client of [...clients].slice(10, 15)) client.close(1001);
      await expect.poll(async () => (await many.echoAll()).dropped.length).toBe(15);
      const { opened, alive, dropped } = await many.echoAll();
      expect({ opened, alive }).toEqual({ opened: 1000, alive: 985 });
      expect(dropped.filter(({ code }) => code === 1001)).toHaveLength(5);
      await many.close();
      expect((await many.echoAll()).dropped).toHaveLength(15);
      await expect.poll(() => clients.size).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'over TLS: all open, all alive',
    async () => {
      const { cert, key } = selfSigned();
      const { port } = await listenWs(createHttpsServer({ cert, key }));
      const many = await open(pathTo(port, { ca: cert }, 'wss'), { count: 1000 });
      expect(await many.echoAll()).toMatchObject({ opened: 1000, alive: 1000, dropped: [] });
      await many.close();
    },
    TIMEOUT_MS,
  );
});

test('no more handshakes at the same time than asked for', async () => {
  let underWay = 0;
  let most = 0;
  const verifyClient = (_: unknown, agree: (ok: boolean) => void): void => {
    underWay += 1;
    most = Math.max(most, underWay);
    setImmediate(() => {
      underWay -= 1;
      agree(true);
    });
  };
  const { port } = await listenWs(createHttpServer(), { verifyClient });
  const many = await open(pathTo(port), { count: 30, concurrency: 3 });
  expect(many.tunnels).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(3);
});

test('source addresses are used in turn', async () => {
  const seen: (string | undefined)[] = [];
  const server = createHttpServer();
  server.on('connection', (socket) => seen.push(socket.remoteAddress));
  const { port } = await listenWs(server);
  const localAddresses = ['127.0.0.2', '127.0.0.3'];
  await open(pathTo(port), { count: 4, concurrency: 1, localAddresses });
  expect(seen).toEqual(['127.0.0.2', '127.0.0.3', '127.0.0.2', '127.0.0.3']);
});

test('handshakes that open no tunnel are reported one by one', async () => {
  const verifyClient = (): boolean => false;
  const { port } = await listenWs(createHttpServer(), { verifyClient });
  const refused = await (await open(pathTo(port), { count: 3 })).echoAll();
  expect(refused).toMatchObject({ asked: 3, opened: 0, alive: 0 });
  expect(refused.failures).toMatchObject(
    Array(3).fill({ kind: 'refused', response: { status: 401 } }),
  );
  const failed = await (await open(pathTo(await closedPort()), { count: 3 })).echoAll();
  expect(failed.failures).toMatchObject(Array(3).fill({ failure: { kind: 'refused' } }));
});

test('tunnels that are open and do not answer are silent', async () => {
  const { port } = await listenWs(createHttpServer(), { autoPong: false });
  const many = await open(pathTo(port), { count: 3 });
  const report = await many.echoAll(async (tunnel) => {
    return (await tunnel.ping({ timeoutMs: 1 })).kind === 'pong';
  });
  expect(report).toMatchObject({ opened: 3, alive: 0, silent: 3, dropped: [] });
});
