import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root, run } from './run.mjs';
import { giveUp, say } from './say.mjs';

const DIST = join(root, 'dist');
const STAMP = join(DIST, '.built');
const CLI = join(DIST, 'cli');
const PAGE = join(root, 'src', 'demo', 'page');
const INPUTS = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds dist/ unless it is newer than everything that it is made from. */
export async function ensureBuilt() {
  const newest = Math.max(...INPUTS.map((input) => newestIn(join(root, input))));
  if (modified(STAMP) > newest) return;
  say('build: dist/ is missing or older than src/');
  await build();
}

/** Builds dist/ from nothing: the modules by tsc, the command line and the page by esbuild. */
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
  await bundleCli(bundle);
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
  chmodSync(join(CLI, 'main.js'), 0o755);
  writeFileSync(STAMP, '');
}

/**
 * Puts the modules of the command line into a few files: to open and link the 350 that `check` needs
 * takes Node 0.07 s longer.
 */
async function bundleCli(bundle) {
  const { metafile } = await bundle({
    entryPoints: [join(CLI, 'main.js')],
    outdir: CLI,
    chunkNames: '[name]-[hash]',
    allowOverwrite: true,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    plugins: [{ name: 'own-urls', setup: keepOwnUrls }],
  });
  // Its modules are in the bundle, and nothing else imports them.
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(CLI)) if (!made.has(name)) rmSync(join(CLI, name));
}

/** What a module finds by its own address it finds from within the bundle, too. */
function keepOwnUrls({ onLoad }) {
  onLoad({ filter: /\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    const own = JSON.stringify(relative(CLI, path).replaceAll('\\', '/'));
    return {
      contents: text.replaceAll('import.meta.url', `new URL(${own}, import.meta.url).href`),
    };
  });
}

function newestIn(path) {
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
