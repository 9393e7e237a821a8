import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chosenNginx } from './chosen-nginx.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that says that it is an nginx. */
async function program(name: string, version: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\necho nginx version: nginx/${version} >&2\n`, { mode: 0o755 });
  return file;
}

test('several are told oldest first, whatever order they are named in, and each version once', async () => {
  const newer = await program('newer', '1.30.6');
  const older = await program('older', '1.4.7');
  const same = await program('same', '1.30.6');
  const wanted = [newer, older, same].join(', ');
  const options = { environment: {}, onProgress: () => {}, signal: undefined };
  const chosen = await chosenNginx({ wanted, ...options });
  expect(chosen.map(({ executable }) => executable)).toEqual([older, newer]);
});
