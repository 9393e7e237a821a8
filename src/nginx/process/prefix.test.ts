import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preparePrefix, removeLeftovers } from './prefix.ts';

const isRoot = process.getuid?.() === 0;
const owner = { uid: 12_345, gid: 12_346 };

let folder = '';
let prefix = '';
let elsewhere = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  prefix = join(folder, 'prefix');
  elsewhere = join(folder, 'elsewhere');
  for (const path of [prefix, elsewhere]) await mkdir(path);
});
afterEach(() => rm(folder, { recursive: true }));

async function accessOf(path: string): Promise<{ uid: number; gid: number; mode: number }> {
  const { uid, gid, mode } = await stat(path);
  return { uid, gid, mode: mode & 0o777 };
}

describe.skipIf(!isRoot)('for another user (root only: nobody else may give folders away)', () => {
  test('all folders are the user’s, and nobody else enters the prefix', async () => {
    await preparePrefix(prefix, owner);
    expect(await accessOf(prefix)).toEqual({ ...owner, mode: 0o700 });
    expect(await accessOf(join(prefix, 'logs'))).toEqual({ ...owner, mode: 0o755 });
    expect(await accessOf(join(prefix, 'temp'))).toEqual({ ...owner, mode: 0o711 });
    expect(await accessOf(join(prefix, 'private'))).toEqual({ ...owner, mode: 0o700 });
  });

  test('what is in it becomes the user’s, but for the record of the run', async () => {
    await mkdir(join(prefix, 'conf.d'), { mode: 0o700 });
    for (const name of ['conf.d/app.conf', 'run.json']) {
      await writeFile(join(prefix, name), '', { mode: 0o600 });
    }
    await symlink(elsewhere, join(prefix, 'link'));
    await preparePrefix(prefix, owner);
    expect(await accessOf(join(prefix, 'conf.d'))).toEqual({ ...owner, mode: 0o700 });
    expect(await accessOf(join(prefix, 'conf.d/app.conf'))).toEqual({ ...owner, mode: 0o600 });
    expect((await accessOf(join(prefix, 'run.json'))).uid).toBe(0);
    expect((await accessOf(elsewhere)).uid).toBe(0);
  });

  test('what is put into it once it is the user’s stays as it is', async () => {
    await preparePrefix(prefix, owner);
    await writeFile(join(prefix, 'file'), '');
    await preparePrefix(prefix, owner);
    expect((await accessOf(join(prefix, 'file'))).uid).toBe(0);
  });

  test('a folder that a link leads to is not given away', async () => {
    const before = await accessOf(elsewhere);
    await symlink(elsewhere, join(prefix, 'logs'));
    await expect(preparePrefix(prefix, owner)).rejects.toThrow();
    expect(await accessOf(elsewhere)).toEqual(before);
  });
});

describe('leftovers', () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(join(elsewhere, 'web.sock'), resolve));
  });
  afterEach(() => void server.close());

  test('are not looked for where a link leads to', async () => {
    await symlink(elsewhere, join(prefix, 'private'));
    await removeLeftovers(prefix);
    expect((await stat(join(elsewhere, 'web.sock'))).isSocket()).toBe(true);
  });

  test('are sockets that nobody listens to any more', async () => {
    await removeLeftovers(elsewhere);
    await expect(stat(join(elsewhere, 'web.sock'))).rejects.toThrow(/ENOENT/);
  });
});
