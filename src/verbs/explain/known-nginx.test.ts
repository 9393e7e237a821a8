import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { knownNginx } from './known-nginx.ts';

test.each([
  ['--prefix=/etc/nginx --conf-path=/etc/nginx/nginx.conf', '/etc/nginx/nginx.conf', '/etc/nginx'],
  ['--prefix=/opt/n --conf-path=etc/n.conf', '/opt/n/etc/n.conf', '/opt/n'],
  ['', '/usr/local/nginx/conf/nginx.conf', '/usr/local/nginx'],
])('what an nginx built with "%s" loads', async (built, configurationFile, prefix) => {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-known-'));
  const nginx = join(folder, 'nginx');
  const says = `#!/bin/sh\necho "nginx version: nginx/1.26.3" >&2\necho "configure arguments: ${built}" >&2\n`;
  await writeFile(nginx, says);
  await chmod(nginx, 0o755);
  const environment = process.env;
  expect(await knownNginx({ nginx, environment })).toMatchObject({
    version: '1.26.3',
    by: 'found',
    executable: nginx,
    configurationFile,
    prefix,
  });
  expect(await knownNginx({ nginx, version: '1.18.0', environment })).toMatchObject({
    version: '1.18.0',
    by: 'given',
    prefix,
  });
  await rm(folder, { recursive: true });
});

test('a version that is none is refused', async () => {
  await expect(knownNginx({ version: 'new', environment: {} })).rejects.toThrow('such as 1.26.3');
});

test('a copy of our own that nobody named says nothing of where a configuration runs', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'fairlead-known-'));
  const root = join(cache, 'fairlead', 'nginx', '1.30.6', 'root');
  for (const file of ['lib/ld-linux-x86-64.so.2', 'usr/sbin/nginx']) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    const says = '#!/bin/sh\necho "nginx version: nginx/1.30.6" >&2\n';
    await writeFile(join(root, file), says, { mode: 0o755 });
  }
  const environment = { PATH: '', XDG_CACHE_HOME: cache };
  const { binary, version, by } = await knownNginx({ environment });
  // One of the machine's own, in one of the usual places, goes first.
  const isOwn = binary?.origin === 'managed';
  expect([version, by]).toEqual(isOwn ? [undefined, 'assumed'] : [binary?.version, 'found']);
  const named = await knownNginx({ nginx: '1.30.6', environment });
  const byEnvironment = { ...environment, FAIRLEAD_NGINX: '1.30.6' };
  expect(await knownNginx({ environment: byEnvironment })).toEqual(named);
  expect(named).toMatchObject({ version: '1.30.6', by: 'found', binary: { origin: 'managed' } });
  expect(named.executable).toBe(join(root, 'usr/sbin/nginx'));
  await rm(cache, { recursive: true });
});
