import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import {
  commandLine,
  groupMembers,
  parseProcStat,
  parsePs,
  processStart,
  readProcessTable,
} from './process-table.ts';

test('the program name in /proc/PID/stat may hold spaces and parentheses', () => {
  const text =
    '6034 (a) b (c)) S 6026 6033 6033 0 -1 4194560 459 0 0 0 1 2 0 0 20 0 1 0 987654 1 2 3\n';
  expect(parseProcStat(text)).toEqual({
    pid: 6034,
    parent: 6026,
    group: 6033,
    ended: false,
    start: '987654',
  });
  expect(parseProcStat(text.replace(') S ', ') Z '))?.ended).toBe(true);
});

test('what is no stat line is no process', () => {
  expect(parseProcStat('')).toBeUndefined();
  expect(parseProcStat('12 (cut S 1')).toBeUndefined();
});

test('ps prints the start as several words', () => {
  const text =
    '    1     0     1 Ss   Sun Nov 22 19:00:00 2026\n' +
    '  420   400   400 Z    Sun Nov 22 19:33:01 2026    \n';
  expect(parsePs(text)).toEqual([
    { pid: 1, parent: 0, group: 1, ended: false, start: 'Sun Nov 22 19:00:00 2026' },
    { pid: 420, parent: 400, group: 400, ended: true, start: 'Sun Nov 22 19:33:01 2026' },
  ]);
});

test('a child of ours is seen while it runs, and no longer', async () => {
  const child = spawn('cat', [], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const entry = (await readProcessTable()).find((other) => other.pid === pid);
  expect(entry).toMatchObject({ pid, parent: process.pid, group: pid, ended: false });
  expect(await processStart(pid)).toBe(entry?.start);
  expect(await commandLine(pid)).toBe('cat');
  expect(await groupMembers(pid)).toEqual([pid]);

  child.stdin.end();
  await once(child, 'exit');
  expect(await processStart(pid)).toBeUndefined();
  expect(await groupMembers(pid)).toEqual([]);
  expect(await commandLine(pid)).toBe('');
});
