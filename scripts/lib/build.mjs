import {
  chmodSync,
  copyFileSync,
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
/** Packages that are a part of the command line, since every start needs them: with their licences. */
const BUNDLED = ['commander'];
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
  chmodSync(join(CLI, 'main.cjs'), 0o755);
  writeFileSync(STAMP, '');
}

/**
 * Puts the command line into one file, beside the one that runs it and one that imports for it. To open
 * and link the 350 modules that `check` needs takes Node 0.07 s longer, and of modules it keeps no
 * compiled code.
 */
async function bundleCli(bundle) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const options = {
    outdir: CLI,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Without comments it is ASCII, which is read in less than half of the time.
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'ascii',
    lineLimit: 120,
  };
  const { metafile } = await bundle({
    ...options,
    entryPoints: [join(CLI, 'program.js')],
    entryNames: '[name]-[hash]',
    metafile: true,
    external: Object.keys(dependencies),
    supported: { 'dynamic-import': false },
    plugins: [
      { name: 'own-urls', setup: keepOwnUrls },
      { name: 'importing', setup: leaveImporting },
    ],
  });
  const [program] = Object.keys(metafile.outputs).map((path) => basename(path));
  await bundle({
    ...options,
    entryPoints: [join(CLI, 'main.js'), join(DIST, 'gateway', 'import-module.js')],
    entryNames: '[name]',
    define: { PROGRAM: JSON.stringify(program) },
  });
  // Its modules are in the bundle, and nothing else imports them.
  const made = new Set([program, 'main.cjs', 'import-module.cjs']);
  for (const name of readdirSync(CLI)) if (!made.has(name)) rmSync(join(CLI, name));
  for (const name of BUNDLED) {
    copyFileSync(join(root, 'node_modules', name, 'LICENSE'), join(CLI, `LICENSE-${name}`));
  }
}

/** What a module finds by its own address it finds from within the bundle, too. */
function keepOwnUrls({ onLoad }) {
  onLoad({ filter: /\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    const own = JSON.stringify(relative(CLI, path).replaceAll('\\', '/'));
    const ownUrl = `new URL(${own}, require('node:url').pathToFileURL(__filename)).href`;
    return { contents: text.replaceAll('import.meta.url', ownUrl) };
  });
}

/** Code that V8 kept can import nothing: what imports for it is loaded by Node as it is. */
function leaveImporting({ onResolve }) {
  onResolve({ filter: /\/import-module\.js$/ }, () => ({
    path: './import-module.cjs',
    external: true,
  }));
}

function newestIn(path) {
  const own = modified(path);
  if (!statSync(path).isDirectory()) return own;
  return Math.max(own, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
