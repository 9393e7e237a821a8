import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The embedded backend as the build leaves it, in a folder of its own. */
export interface BuiltDemo {
  /** The folder with `start-nodes.js`, `node-process.js` and `page/`. */
  readonly folder: string;
  readonly pageFolder: string;
  remove(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = join(ROOT, 'src/demo');

/** Bundles the embedded backend. It lies below the checkout, so that its processes find `ws`. */
export async function buildDemo(): Promise<BuiltDemo> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, '.cache/demo-test-'));
  await build({
    entryPoints: ['start-nodes.ts', 'node-process.ts'].map((name) => join(SOURCE, name)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const pageFolder = join(folder, 'page');
  await buildPage(pageFolder);
  return { folder, pageFolder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function buildPage(folder: string): Promise<void> {
  await build({
    entryPoints: ['page.ts', 'page.css'].map((name) => join(SOURCE, 'page', name)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
  });
  await copyFile(join(SOURCE, 'page/index.html'), join(folder, 'index.html'));
}
