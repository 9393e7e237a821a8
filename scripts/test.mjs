// `npm test`: the set-up, as far as it is missing, and then all tests. `--long` runs the slow suites.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, run } from './lib/run.mjs';

const long = process.argv.includes('--long');
const rest = process.argv.slice(2).filter((argument) => argument !== '--long');

ensureDependencies();
ensureChromium();
await ensureBuilt();

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const env = { ...process.env, ...(long ? { FAIRLEAD_LONG: '1' } : {}) };
const passed = run(process.execPath, [vitest, 'run', ...rest], { stdio: 'inherit', env });
process.exit(passed ? 0 : 1);
