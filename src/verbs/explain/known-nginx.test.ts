import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
