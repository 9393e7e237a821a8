// A thousand tunnels opened through the gateway by our own handshakes, beside the client of `ws`.
import { WebSocket } from 'ws';
import { up } from '../dist/index.js';
import { freePort } from '../dist/nginx/process/free-port.js';
import { openManyTunnels } from '../dist/probe/index.js';
import { compare, medianMs } from './measure.mjs';

const TUNNELS = 1_000;
const CONCURRENCY = 64;

const port = await freePort();
const running = await up({ settings: { tls: 'none', listen: { http: `127.0.0.1:${port}` } } });
const url = `ws://localhost:${port}/ws/`;
try {
  const ours = await medianMs(async () => {
    const path = { url: new URL(url), connect: { host: '127.0.0.1', port }, timeoutMs: 10_000 };
    const many = await openManyTunnels(path, { count: TUNNELS, concurrency: CONCURRENCY });
    const { alive } = await many.echoAll();
    if (alive !== TUNNELS) throw new Error(`${alive} of ${TUNNELS} tunnels are alive`);
    await many.close();
  });
  const theirs = await medianMs(openByWs);
  compare(
    `${TUNNELS} tunnels by fairlead/probe`,
    ours,
    `${TUNNELS} tunnels by the client of ws`,
    theirs,
  );
} finally {
  await running.close({ graceMs: 0 });
}

async function openByWs() {
  const sockets = [];
  let next = 0;
  const worker = async () => {
    while (next < TUNNELS) {
      next += 1;
      const socket = new WebSocket(url, { perMessageDeflate: false });
      await new Promise((done, failed) => socket.once('open', done).once('error', failed));
      sockets.push(socket);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  await Promise.all(
    sockets.map((socket) => {
      const pong = new Promise((done) => socket.once('pong', done));
      socket.ping();
      return pong;
    }),
  );
  await Promise.all(
    sockets.map((socket) => {
      const closed = new Promise((done) => socket.once('close', done));
      socket.close();
      return closed;
    }),
  );
}
