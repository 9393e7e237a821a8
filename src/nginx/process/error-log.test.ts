import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFromEnd } from './error-log.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const line = (text: string): string => `2026/11/22 19:33:01 [emerg] 5#5: ${text}\n`;

test('only what comes after is read, and only once', async () => {
  const file = join(folder, 'error.log');
  await writeFile(file, line('before'));
  const log = await readFromEnd(file);
  expect(await log.read()).toEqual([]);
  await appendFile(file, line('one') + line('two'));
  expect((await log.read()).map(({ text }) => text)).toEqual(['one', 'two']);
  expect(await log.read()).toEqual([]);
});

test('a line is read when it is complete', async () => {
  const file = join(folder, 'error.log');
  const log = await readFromEnd(file);
  await appendFile(file, line('halves').slice(0, 30));
  expect(await log.read()).toEqual([]);
  await appendFile(file, line('halves').slice(30));
  expect((await log.read()).map(({ text }) => text)).toEqual(['halves']);
});

test('a rotated log is read from its beginning', async () => {
  const file = join(folder, 'error.log');
  await writeFile(file, line('a long line from before the rotation'));
  const log = await readFromEnd(file);
  await rename(file, `${file}.1`);
  await appendFile(file, line('new'));
  expect((await log.read()).map(({ text }) => text)).toEqual(['new']);
});
