// `npm start`: the set-up, as far as it is missing, and then `fairlead up` with the embedded backend.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/run.mjs';

ensureDependencies();
await ensureBuilt();

const up = spawn(
  process.execPath,
  [join(root, 'dist', 'cli', 'main.js'), 'up', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
// A terminal's Ctrl-C reaches both; only a signal to us alone has to be handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) up.kill(signal);
  });
}
up.on('exit', (code, signal) => process.exit(code ?? (signal ? 2 : 0)));
