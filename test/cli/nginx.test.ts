import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cacheFolder, listNginx, type NginxBinary } from '../../src/nginx/process/index.ts';
import { test } from './workshop.ts';

const all = await listNginx({ ...process.env, FAIRLEAD_NGINX: undefined });
const managed = all.find(({ origin }) => origin === 'managed');

function line({ version, origin, executable }: NginxBinary): string {
  return `${version.padEnd(8)}  ${origin.padEnd(11)}  ${executable}\n`;
}

describe('nginx', () => {
  test('list shows all, the one in use first', async ({ workshop }) => {
    const { status, stdout, stderr } = await workshop.run(['nginx', 'list']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(all.map(line).join(''));
  });

  test('which shows the one in use', async ({ workshop }) => {
    const { status, stdout } = await workshop.run(['nginx', 'which']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: all.slice(0, 1).map(line).join('') });
  });

  test('FAIRLEAD_NGINX goes first, and is told where it is not there', async ({ workshop }) => {
    const named = (FAIRLEAD_NGINX: string) => ({
      environment: { ...workshop.environment, FAIRLEAD_NGINX },
    });
    const last = all.at(-1);
    const found = await workshop.run(['nginx', 'which'], named(last?.version ?? ''));
    expect(found).toMatchObject({ status: 0, stdout: last && line(last) });
    const missing = await workshop.run(['nginx', 'which'], named('/no/nginx'));
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toContain(
      'The nginx "/no/nginx" that FAIRLEAD_NGINX names is not there',
    );
  });

  test.skipIf(!managed)(
    `fetch of what is there does nothing${managed ? '' : ' (skipped: nothing was fetched here)'}`,
    async ({ workshop }) => {
      // A cache in which nothing can be fetched, as there is no apt in PATH.
      const cache = join(workshop.folder, 'cache');
      const version = managed?.version ?? '';
      await mkdir(join(cache, 'fairlead', 'nginx'), { recursive: true });
      const copy = join(cache, 'fairlead', 'nginx', version);
      await symlink(join(cacheFolder(process.env), 'nginx', version), copy);
      const environment = { ...workshop.environment, XDG_CACHE_HOME: cache, PATH: '/nowhere' };
      const { status, stdout, stderr } = await workshop.run(['nginx', 'fetch', version], {
        environment,
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toBe(`${version.padEnd(8)}  managed      ${copy}/root/usr/sbin/nginx\n`);
    },
  );

  test('fetch refuses what is neither a version nor a suite', async ({ workshop }) => {
    const { status, stdout, stderr } = await workshop.run(['nginx', 'fetch', '../etc']);
    expect(stderr).toMatch(
      /^fairlead: "\.\.\/etc" is neither a version such as 1\.26\.3 nor a suite/,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
