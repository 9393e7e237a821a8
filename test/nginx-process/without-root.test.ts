import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { openManagedCopy } from '../../src/nginx/process/managed-copies.ts';
import { groupMembers } from '../../src/nginx/process/process-table.ts';
import { newestNginx } from '../nginx-versions.ts';
import { bundleOwner, startOwner } from './owner-process.ts';
import { ask } from './real-nginx.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const newest = await newestNginx();

async function lowestFreePort(): Promise<number> {
  const file = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  return Number(await readFile(file, 'utf8').catch(() => '1024'));
}

let folder = '';
let script = '';
let nginx: NginxBinary;
beforeAll(async () => {
  if (!newest) return;
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  await chmod(folder, 0o755);
  script = await bundleOwner(folder);
  // The cache is in root's home, where nobody else may go.
  await cp(join(dirname(newest.executable), '../../..'), join(folder, 'copy'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  nginx = await openManagedCopy(join(folder, 'copy'));
  await mkdir(join(folder, 'tmp'), { mode: 0o777 });
  await chmod(join(folder, 'tmp'), 0o777);
});
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true });
});

const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

test.skipIf(!newest)('without root nginx runs, in folders that nobody else may enter', async () => {
  const runs = join(folder, 'tmp', 'runs');
  const { owner, report } = await startOwner(script, { nginx, runs }, { ...user, cwd: folder });
  if (!('pid' in report)) throw new Error(report.message);
  expect((await stat(runs)).mode & 0o777).toBe(0o700);
  expect((await stat(report.prefix)).mode & 0o777).toBe(0o700);
  expect(await ask(report.prefix)).toBe('one');
  owner.stdin?.write('stop\n');
  expect(await once(owner, 'exit')).toEqual([0, null]);
  expect(await groupMembers(report.pid)).toEqual([]);
});

test('a port that only root may use is told so', async ({ skip }) => {
  if (!newest) skip('there is no nginx');
  if ((await lowestFreePort()) <= 1) skip('every user may use every port here');
  const job = { nginx, runs: join(folder, 'tmp', 'more'), variation: { listen: '127.0.0.1:1' } };
  const { owner, report } = await startOwner(script, job, { ...user, cwd: folder });
  expect(report).toEqual({
    kind: 'permission',
    message: expect.stringMatching(/may not listen on 127\.0\.0\.1:1 \(EACCES\)/),
  });
  if (owner.exitCode === null) await once(owner, 'exit');
});
