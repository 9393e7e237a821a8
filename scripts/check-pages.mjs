// `npm run docs`: docs/checks/ from the words of the checks, a page each, and the list of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/run.mjs';

ensureDependencies();
await ensureBuilt();

const { checks } = await import('../dist/checks/index.js');
const { suppressionCheck } = await import('../dist/engine/suppressions.js');
const { checkPage, checksPage } = await import('../dist/report/check-page.js');

const all = [...checks, suppressionCheck];
const folder = join(root, 'docs', 'checks');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const check of all) writeFileSync(join(folder, `${check.id}.md`), checkPage(check));
writeFileSync(join(folder, 'README.md'), checksPage(all));
console.log(`docs/checks: ${all.length} checks`);
