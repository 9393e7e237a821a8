// `npm run check:package`: the packed tarball, judged by publint and are-the-types-wrong, and then used.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root, run } from './lib/run.mjs';
import { giveUp } from './lib/say.mjs';

ensureDependencies();
await ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'fairlead-package-'));
try {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [{ filename, size, entryCount }] = JSON.parse(packed);
  const tarball = join(folder, filename);
  console.log(`${filename}: ${entryCount} files, ${(size / 1024).toFixed(0)} KiB`);
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  const judged =
    run(bin('publint'), ['run', tarball, '--strict']) &&
    run(bin('attw'), [tarball, '--profile', 'esm-only']);
  if (!judged) giveUp('The package is not fit to be published (reasons above).');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
