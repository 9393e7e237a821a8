// `npm run bench`: every benchmark under bench/, one after another, or those that are named.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, run } from './lib/run.mjs';

ensureDependencies();
await ensureBuilt();

const named = process.argv.slice(2);
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file !== 'measure.mjs')
  .map((file) => file.replace('.mjs', ''));
let failed = false;
for (const name of named.length > 0 ? named : all) {
  console.log(name);
  failed = !run(process.execPath, [join('bench', `${name}.mjs`)], { stdio: 'inherit' }) || failed;
}
process.exit(failed ? 1 : 0);
