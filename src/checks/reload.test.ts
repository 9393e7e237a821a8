import { expect, test } from 'vitest';
import { fixed } from './found.fixture.ts';
import { findingsOf } from './judged.fixture.ts';
import { foundAt } from './one-server.fixture.ts';
import { reload } from './reload.ts';

const text = (line: string): string => reload.bad.replace('worker_shutdown_timeout 1s;', line);

test.each([
  ['worker_shutdown_timeout 240s;', ['1 warning']],
  ['worker_shutdown_timeout 5m;', []],
  ['worker_shutdown_timeout 0;', []],
  ['worker_processes 2;', []],
])('%s', (line, expected) => {
  expect(foundAt(reload, text(line))).toEqual(expected);
});

test('a site without sockets may cut what it likes', () => {
  const plain = text('worker_shutdown_timeout 1s;').replaceAll(/^.*proxy_set_header.*$/gm, '');
  expect(foundAt(reload, plain)).toEqual([]);
});

test('the fix mends it, and is none for what is hardly less', () => {
  expect(foundAt(reload, fixed(reload, reload.bad))).toEqual([]);
  expect(findingsOf(reload, text('worker_shutdown_timeout 240s;'))[0]?.fix).toBeNull();
});
