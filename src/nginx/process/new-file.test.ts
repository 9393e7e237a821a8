import { lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNewFile } from './new-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a link is replaced, and what it leads to stays as it is', async () => {
  const target = join(folder, 'target');
  const file = join(folder, 'file');
  await writeFile(target, 'before');
  await symlink(target, file);
  await writeNewFile(file, 'after');
  expect(await readFile(target, 'utf8')).toBe('before');
  expect((await lstat(file)).isFile()).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('after');
});

test.skipIf(process.getuid?.() !== 0)(
  'with another owner it is for that one alone (root only: nobody else may give files away)',
  async () => {
    const file = join(folder, 'file');
    await writeNewFile(file, 'text', { owner: { uid: 12_345, gid: 12_346 } });
    const { uid, gid, mode } = await stat(file);
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: 12_345, gid: 12_346, mode: 0o600 });
  },
);
