// From nothing to a proven gateway, beside the same nginx and nodes brought up without any proof.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { up } from '../dist/index.js';
import { freePort } from '../dist/nginx/process/free-port.js';
import { compare, medianMs } from './measure.mjs';

const main = new URL('../dist/cli/main.cjs', import.meta.url).pathname;

async function listen() {
  return { https: `127.0.0.1:${await freePort()}`, http: `127.0.0.1:${await freePort()}` };
}

const bare = await medianMs(async () => {
  const running = await up({ settings: { listen: await listen() } });
  await running.close({ graceMs: 0 });
});
const proven = await medianMs(async () => {
  const { https, http } = await listen();
  const args = [main, 'up', '--once', '--format', 'json', '--listen', https, '--listen-http', http];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`up --once ended with ${code}`);
});
compare(
  'fairlead up --once, process start included',
  proven,
  'gateway and nodes up and down, no proof',
  bare,
);
