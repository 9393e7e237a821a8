import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A project of somebody who installed the packed tarball. */
let project = '';
let installed = '';
let manifest: {
  readonly version: string;
  readonly bin: { readonly fairlead: string };
  readonly dependencies: Readonly<Record<string, string>>;
};

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'fairlead-package-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: root });
  const [{ filename }] = JSON.parse(packed.stdout);
  await run('tar', ['-xzf', join(project, filename), '-C', project]);
  installed = join(project, 'node_modules', 'fairlead');
  await mkdir(dirname(installed));
  await run('mv', [join(project, 'package'), installed]);
  manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  // What npm would fetch, and what a project in TypeScript has anyway; the checkout has them.
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) {
    const link = join(project, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, 'node_modules', name), link);
  }
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

describe('what is in it', () => {
  test('no tests, fixtures, sources or maps', async () => {
    const files = await filesOf(installed);
    expect(files).toContain('dist/index.js');
    expect(files).toContain('dist/demo/page/index.html');
    expect(files).toContain('LICENSE');
    // It is a part of the command line.
    expect(files).toContain('dist/cli/LICENSE-commander');
    const foreign = files.filter((file) => /\.(test|fixture)\.|\.map$|(?<!\.d)\.ts$/.test(file));
    expect(foreign).toEqual([]);
    const folders = new Set(files.map((file) => file.split('/')[0]));
    expect([...folders].filter((name) => !name?.includes('.')).sort()).toEqual(['LICENSE', 'dist']);
  });

  test('every module has its types', async () => {
    const files = await filesOf(join(installed, 'dist'));
    // The page and the command line are bundles, which nobody imports.
    const modules = files.filter(
      (file) => extname(file) === '.js' && !/^(?:demo\/page|cli)\//.test(file),
    );
    expect(modules.filter((file) => !files.includes(file.replace(/\.js$/, '.d.ts')))).toEqual([]);
  });

  test('nothing of the machine that packed it', async () => {
    const own = [root.replace(/\/$/, ''), `${homedir()}/`, tmpdir().length > 5 ? tmpdir() : ''];
    const names = [...own, hostname().length > 8 ? hostname() : ''].filter((name) => name !== '');
    for (const file of await filesOf(installed)) {
      const text = await readFile(join(installed, file), 'utf8');
      for (const name of names) expect(text.includes(name), `${name} in ${file}`).toBe(false);
      expect(text, file).not.toMatch(/sourceMappingURL|file:\/\/\/(home|root|work|Users)\b/);
    }
  });
});

describe('who installed it', () => {
  /** Runs a module of the project and gives what it prints. */
  async function printed(source: string): Promise<string> {
    await writeFile(join(project, 'main.js'), source);
    const { stdout } = await run(process.execPath, ['main.js'], { cwd: project });
    return stdout.trim();
  }

  test('imports every entry', async () => {
    const text = await printed(`
      import { defineConfig, init, nginxFetch, nginxList, nginxWhich, SettingError, up } from 'fairlead';
      import { checks } from 'fairlead/checks';
      import { handshake, openManyTunnels } from 'fairlead/probe';
      import manifest from 'fairlead/package.json' with { type: 'json' };
      const functions = [defineConfig, init, nginxFetch, nginxList, nginxWhich, SettingError, up, handshake, openManyTunnels];
      console.log(functions.every((each) => typeof each === 'function'), checks.length > 0, manifest.version);
    `);
    expect(text).toBe(`true true ${manifest.version}`);
  });

  test('writes a configuration with it', async () => {
    const text = await printed(`
      import { defineConfig, init } from 'fairlead';
      const settings = defineConfig({ backends: ['127.0.0.1:8080'], tls: 'none' });
      const { text } = await init({ settings, nginx: '1.26.3' });
      console.log(text.includes('server 127.0.0.1:8080'));
    `);
    expect(text).toBe('true');
  });

  test('cannot reach what is inside', async () => {
    const text = await printed(`
      await import('fairlead/dist/cli/main.cjs').catch((error) => console.log(error.code));
    `);
    expect(text).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('runs its program by a link, as npm makes one', async () => {
    const link = join(project, 'node_modules', '.bin', 'fairlead');
    await mkdir(dirname(link));
    await symlink(join(installed, manifest.bin.fairlead), link);
    const { stdout } = await run(link, ['--version'], { cwd: project });
    expect(stdout).toBe(`${manifest.version}\n`);
  });

  test('compiles against its types and those of Node, all of them checked', async () => {
    await writeFile(
      join(project, 'consumer.ts'),
      `import { defineConfig, type Settings, type Up, up } from 'fairlead';
import { type Check, checks } from 'fairlead/checks';
import { handshake } from 'fairlead/probe';

const settings: Settings = defineConfig({
  backends: ['127.0.0.1:8080'],
  tls: { certificate: 'cert.pem', key: 'key.pem' },
  hops: [{ name: 'alb', idleTimeout: '60s', addresses: ['10.0.0.0/8'] }],
});
export const first: Check | undefined = checks[0];
export async function start(): Promise<number> {
  const running: Up = await up({ settings });
  const { checks: verdicts } = await running.prove();
  await handshake({ url: new URL('wss://localhost/'), timeoutMs: 1 });
  await running.close();
  return verdicts.filter(({ outcome }) => outcome === 'holds').length;
}
// @ts-expect-error A setting that does not exist.
defineConfig({ backend: '127.0.0.1:8080' });
`,
    );
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
    };
    const config = { compilerOptions, files: ['consumer.ts'] };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const compiled = await run(process.execPath, [tsc, '-p', '.'], { cwd: project }).catch(
      (error: { stdout: string }) => error,
    );
    expect(compiled.stdout).toBe('');
  });
});
