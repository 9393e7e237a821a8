// Plain requests through the WebSocket location: upstream connections kept, as we do it, beside
// closed after each, as the map that the web copies does it.
import { up } from '../dist/index.js';
import { freePort } from '../dist/nginx/process/free-port.js';
import { openExchange } from '../dist/probe/index.js';
import { compare, medianMs } from './measure.mjs';

const REQUESTS = 1_000;

const kept = await timeOf('keep');
const closed = await timeOf('close');
compare(
  `${REQUESTS} requests, plainRequests: keep`,
  kept,
  `${REQUESTS} requests, plainRequests: close`,
  closed,
);

async function timeOf(plainRequests) {
  const port = await freePort();
  const listen = { http: `127.0.0.1:${port}` };
  const running = await up({ settings: { tls: 'none', listen, plainRequests } });
  try {
    return await medianMs(() => sendAll(port));
  } finally {
    await running.close({ graceMs: 0 });
  }
}

async function sendAll(port) {
  const path = {
    url: new URL(`ws://localhost:${port}/ws/`),
    connect: { host: '127.0.0.1', port },
    timeoutMs: 10_000,
  };
  const opened = await openExchange(path);
  if (opened.kind !== 'open') throw new Error(opened.failure.message);
  for (let sent = 0; sent < REQUESTS; sent += 1) {
    const target = '/ws/?fairlead-probe=bench&fairlead-answer=plain';
    const result = await opened.exchange.request({ target });
    if (result.kind !== 'response' || result.response.status !== 200)
      throw new Error(JSON.stringify(result));
  }
  opened.exchange.close();
}
