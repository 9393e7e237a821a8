import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { load, objectFiles } from '../../nginx/syntax/index.ts';
import { diskFacts, otherMachine } from './disk-facts.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of a pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-facts-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

function factsOf(root: string, prefix?: string) {
  const files = objectFiles({ 'nginx.conf': `http { server { root ${root}; } }` });
  return diskFacts(load('nginx.conf', { files }), prefix);
}

test('what is there is told, and what lacks in a root that is there', async ({ folder }) => {
  await mkdir(join(folder, 'site'));
  await writeFile(join(folder, 'site', 'index.html'), 'hi');
  const facts = factsOf(join(folder, 'site'));
  const kinds = ['site', 'site/index.html', 'site/ws', 'site/deep/er'].map((name) =>
    facts(join(folder, name)),
  );
  expect(kinds).toEqual(['folder', 'file', 'missing', 'missing']);
});

test('nothing is said of a root that is elsewhere', ({ folder }) => {
  expect(factsOf(join(folder, 'none'))(join(folder, 'none/deep/er'))).toBe('unknown');
  expect(factsOf('relative')('relative/x')).toBe('unknown');
});

test('a relative root lies in the prefix', async ({ folder }) => {
  await mkdir(join(folder, 'site'));
  expect(factsOf('site', folder)(join(folder, 'site/deep/er'))).toBe('missing');
});

test('nobody has a dev/null below a document root', ({ folder }) => {
  expect(otherMachine('/srv/dev/null')).toBe('missing');
  expect(otherMachine('/dev/null')).toBe('unknown');
  expect(otherMachine('/srv/x')).toBe('unknown');
  expect(factsOf(join(folder, 'none'))(join(folder, 'none/dev/null'))).toBe('missing');
});
