import { chmodSync, cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { giveUp, say } from './say.mjs';

const DIST = join(root, 'dist');
const STAMP = join(DIST, '.built');
const PAGE = join(root, 'src', 'demo', 'page');
const INPUTS = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds dist/ unless it is newer than everything that it is made from. */
export async function ensureBuilt() {
  const newest = Math.max(...INPUTS.map((input) => newestIn(join(root, input))));
  if (modified(STAMP) > newest) return;
  say('build: dist/ is missing or older than src/');
  await build();
}

/** Builds dist/ from nothing: the modules by tsc, the page by esbuild. */
export async function build() {
  rmSync(DIST, { recursive: true, force: true });
  if (
    !run(process.execPath, [
      join('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
    ])
  ) {
    giveUp('tsc failed (its reasons are above): dist/ could not be built.');
  }
  const { build: bundle, stop } = await import('esbuild');
  await bundle({
    entryPoints: [join(PAGE, 'page.ts'), join(PAGE, 'page.css')],
    outdir: join(DIST, 'demo', 'page'),
    bundle: true,
    format: 'esm',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    minify: true,
  });
  // Its service would otherwise stay as long as we do.
  await stop();
  cpSync(join(PAGE, 'index.html'), join(DIST, 'demo', 'page', 'index.html'));
  chmodSync(join(DIST, 'cli', 'main.js'), 0o755);
  writeFileSync(STAMP, '');
}

function newestIn(path) {
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
