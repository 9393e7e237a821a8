import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Proven, prove } from '../../../src/verbs/prove.ts';
import { dynamicModules } from '../../catalog/dynamic-modules.ts';
import { candidates } from '../../nginx-versions.ts';

/** The version that the modules of the test are for. */
const VERSION = '1.26.3';
const nginx = (await candidates()).find(({ version }) => version === VERSION)?.nginx;
const modules = await dynamicModules(VERSION).catch((error: unknown) => String(error));
const why = typeof modules === 'string' ? modules : nginx === undefined ? 'no nginx' : undefined;
const found = typeof modules === 'string' ? [] : modules;

describe.skipIf(why !== undefined)(
  `code of others${why === undefined ? '' : ` (skipped: ${why})`}`,
  () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fairlead-trust-'));
      await chmod(folder, 0o755);
      const echo = found.find((file) => file.endsWith('/ngx_http_echo_module.so')) ?? '';
      for (const name of ['ngx_http_echo_module.so', 'mine.so']) {
        await copyFile(echo, join(folder, name));
        await chmod(join(folder, name), 0o644);
      }
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    async function proveWith(module: string, trustsCode?: boolean): Promise<Proven> {
      const path = join(folder, 'nginx.conf');
      await writeFile(
        path,
        `load_module ${folder}/${module};
      events {}
      http { server { listen 80; location / { echo "said by the module"; } } }`,
      );
      const urls = ['ws://app.example.com/'];
      return prove({ path, urls, nginx: VERSION, ...(trustsCode !== undefined && { trustsCode }) });
    }

    test('is left out, and that is said', async () => {
      const { unkept, proofs } = await proveWith('ngx_http_echo_module.so');
      expect(unkept[0]?.notes.map(({ text }) => text)).toContain(
        'echo is left out: it belongs to ngx_http_echo_module, and code of others is not run.',
      );
      expect(JSON.stringify(proofs)).not.toContain('said by the module');
    });

    test('is refused with its line where it is a file of the user’s', async () => {
      await expect(proveWith('mine.so')).rejects.toThrow(
        /^nginx\.conf:1: load_module .*\/mine\.so would run code/,
      );
    });

    test('runs where it is trusted', async () => {
      const { proofs } = await proveWith('mine.so', true);
      expect(JSON.stringify(proofs)).toContain('said by the module');
    });
  },
);
