// What nginx does with a request, asked of a tree of a thousand servers in a process that has just begun:
// the model built, and a trace of each server's WebSocket path at first contact and again, beside `load`.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, withBigTree } from './measure.mjs';

const SERVERS = 1_000;
const ROUNDS = 7;
/** How often each server is asked again. */
const AGAIN = 20;
const VERSION = '1.30.6';

if (process.argv[2] === '--one') await measureOne(process.argv[3]);
else await withBigTree(SERVERS, (folder) => tell(inNewProcesses(folder)));

async function measureOne(folder) {
  const { load } = await import('../dist/nginx/syntax/index.js');
  const { Model, trace } = await import('../dist/nginx/model/index.js');
  const begun = performance.now();
  const configuration = load(join(folder, 'nginx.conf'));
  const loaded = performance.now();
  const model = new Model(configuration, { version: VERSION });
  const built = performance.now();
  const requests = handshakesTo(model);
  const ready = performance.now();
  for (const request of requests) checked(trace(model, request));
  const met = performance.now();
  for (let round = 0; round < AGAIN; round += 1) {
    for (const request of requests) checked(trace(model, request));
  }
  const end = performance.now();
  const times = {
    load: loaded - begun,
    build: built - loaded,
    first: met - ready,
    again: (end - met) / AGAIN,
  };
  process.stdout.write(JSON.stringify({ ...times, traces: requests.length }));
}

/** A browser's handshake for each server, by its first name. */
function handshakesTo({ listeners: { servers, sockets } }) {
  return servers.map(({ names }) => ({
    method: 'GET',
    target: '/ws/chat?room=1',
    httpVersion: '1.1',
    headers: [
      { name: 'Host', value: names[0].written },
      { name: 'Upgrade', value: 'websocket' },
      { name: 'Connection', value: 'Upgrade' },
      { name: 'Sec-WebSocket-Version', value: '13' },
      { name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' },
    ],
    address: '127.0.0.1',
    port: sockets[0].address.port,
    tls: false,
    serverName: undefined,
    client: { address: '192.0.2.7', port: 50_000 },
  }));
}

/** Each server of the tree hands its WebSocket path on. */
function checked({ outcome }) {
  if (outcome.kind !== 'proxy') throw new Error(JSON.stringify(outcome));
}

function tell({ load, build, first, again, traces }) {
  const each = (ms) => `${((ms * 1000) / traces).toFixed(0)} µs`;
  console.log(`  ${SERVERS} servers: the model in ${build.toFixed(1)} ms`);
  console.log(`  one trace: ${each(first)} at first contact with a server, ${each(again)} again`);
  compare('fairlead: Model', build, 'fairlead: load', load);
  compare(`${traces} traces, each at first contact`, first, 'fairlead: load', load);
  compare(`${traces} traces again`, again, 'fairlead: load', load);
}

/** The medians of a few processes that each do it once: little is warm, as on a command line. */
function inNewProcesses(folder) {
  const args = [fileURLToPath(import.meta.url), '--one', folder];
  const found = Array.from({ length: ROUNDS }, () =>
    JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })),
  );
  const median = (name) =>
    found.map((times) => times[name]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  return Object.fromEntries(Object.keys(found[0]).map((name) => [name, median(name)]));
}
