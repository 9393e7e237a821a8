import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linesWith, newestLine } from './log-lines.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  file = join(folder, 'access.log');
});
afterEach(() => rm(folder, { recursive: true }));

test('the newest of several is told, and all of them in order', async () => {
  await writeFile(file, 'probe 1\nother\nprobe 2\n');
  expect(await newestLine(file, 'probe')).toBe('probe 2');
  expect(await linesWith(file, 'probe')).toEqual(['probe 1', 'probe 2']);
});

test('one that is not there yet is waited for', async () => {
  const line = newestLine(file, 'probe');
  await writeFile(file, `${'other\n'.repeat(100_000)}`);
  await appendFile(file, 'probe 1\n');
  expect(await line).toBe('probe 1');
});

test('one that does not come is null', async () => {
  expect(await newestLine(file, 'probe')).toBeNull();
  expect(await linesWith(file, 'probe')).toEqual([]);
});
