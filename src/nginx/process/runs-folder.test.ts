import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRunRecord } from './run-record.ts';
import { createRun } from './runs-folder.ts';
import { sweepRuns } from './sweep.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mode = process.getuid?.() === 0 ? 0o711 : 0o700;

test('a run is ours, recorded, and short enough for a socket path', async () => {
  const parent = join(folder, 'runs');
  const run = await createRun(parent);
  for (const path of [parent, run.folder]) expect((await stat(path)).mode & 0o777).toBe(mode);
  expect((await readRunRecord(run.folder))?.owner.pid).toBe(process.pid);
  expect(run.folder.length - parent.length).toBeLessThan(15);
  await run.remove();
  expect(await readdir(parent)).toEqual([]);
});

test('a mode that lets others write is put right', async () => {
  await chmod(folder, 0o777);
  await createRun(folder);
  expect((await stat(folder)).mode & 0o777).toBe(mode);
});

test('a link in place of the folder is refused', async () => {
  const parent = join(folder, 'runs');
  await symlink(folder, parent);
  await expect(createRun(parent)).rejects.toThrow(`${parent} should be a folder of ours`);
});

test.skipIf(process.getuid?.() !== 0)(
  "another user's folder is refused (root only: nobody else can make one)",
  async () => {
    const { chown } = await import('node:fs/promises');
    await chown(folder, 12_345, 12_345);
    await expect(createRun(folder)).rejects.toThrow(/should belong to user 0, but .* 12345/);
  },
);

test('a sweep leaves runs of living owners and other folders alone', async () => {
  const run = await createRun(folder);
  await writeFile(join(folder, 'run-file'), '');
  const unrecorded = await mkdtemp(join(folder, 'run-'));
  expect(await sweepRuns(folder)).toEqual([]);
  expect((await stat(run.folder)).isDirectory()).toBe(true);
  expect((await stat(unrecorded)).isDirectory()).toBe(true);
});

test('a sweep removes the run of an owner that is gone, though its pid is used again', async () => {
  const run = await createRun(folder);
  const record = await readRunRecord(run.folder);
  const before = { ...record, owner: { pid: process.pid, start: 'another time' } };
  await writeFile(join(run.folder, 'run.json'), JSON.stringify(before));
  expect(await sweepRuns(folder)).toEqual([{ folder: run.folder, ended: [] }]);
  expect(await readdir(folder)).toEqual([]);
});

test.skipIf(process.getuid?.() !== 0)(
  'a record that another user wrote is not believed (root only: nobody else can make one)',
  async () => {
    const { chown } = await import('node:fs/promises');
    const run = await createRun(folder);
    const file = join(run.folder, 'run.json');
    expect(await readRunRecord(run.folder)).toBeDefined();
    await chown(file, 12_345, 12_345);
    expect(await readRunRecord(run.folder)).toBeUndefined();
  },
);

test('a sweep leaves runs alone whose pids are meant elsewhere', async () => {
  const run = await createRun(folder);
  const elsewhere = { owner: { pid: 1, start: '0' }, namespace: 'pid:[1]' };
  await writeFile(join(run.folder, 'run.json'), JSON.stringify(elsewhere));
  expect(await sweepRuns(folder)).toEqual([]);
});

test('there may be no runs at all', async () => {
  expect(await sweepRuns(join(folder, 'missing'))).toEqual([]);
});

test('what was about to become a run when its maker was killed is swept at once', async () => {
  await mkdir(join(folder, 'new-abcdef'));
  await writeFile(join(folder, 'new-abcdef', 'run.json'), '');
  expect(await sweepRuns(folder)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('a sweep at the same time costs nobody a run', async () => {
  let isMaking = true;
  const sweeping = (async () => {
    while (isMaking) await sweepRuns(folder);
  })();
  const runs = await Promise.all(Array.from({ length: 20 }, () => createRun(folder)));
  isMaking = false;
  await sweeping;
  for (const run of runs) expect((await readRunRecord(run.folder))?.owner.pid).toBe(process.pid);
});
