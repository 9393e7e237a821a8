import { chown, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect } from 'vitest';
import { test, type Workshop } from './workshop.ts';

const CONFIGURATION = `events {}
http { server { listen 80; location /ws/ { proxy_pass http://127.0.0.1:8080; } } }
`;
const DAY_S = 24 * 60 * 60;
/** Longer than half of any run here. */
const LONG_MS = 3_600_000;

/** Runs a check, whose findings do not matter here, with this folder for what can be had again. */
async function check(
  workshop: Workshop,
  caches = 'caches',
  { environment = {}, args = ['--nginx-version', '1.26.3'] } = {},
) {
  await workshop.write('nginx.conf', CONFIGURATION);
  return workshop.run(['check', 'nginx.conf', ...args], {
    environment: {
      ...workshop.environment,
      ...{ PATH: '', XDG_CACHE_HOME: join(workshop.folder, caches), ...environment },
    },
  });
}

/** The files of compiled code. */
async function kept({ folder }: Workshop): Promise<string[]> {
  const code = join(folder, 'caches', 'fairlead', 'code');
  const names = await readdir(code).catch(() => []);
  return names.sort().map((name) => join(code, name));
}

async function onlyOne(workshop: Workshop): Promise<string> {
  const files = await kept(workshop);
  expect(files).toHaveLength(1);
  return files.join();
}

/** The same code, as if it came from a run of so many milliseconds. */
function writtenAfter(ms: number, bytes: Buffer): Buffer {
  bytes.writeUInt32LE(ms, bytes.length - 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -4)), bytes.length - 4);
  return bytes;
}

describe('compiled code', () => {
  test('is kept by the first run, and taken by the next', async ({ workshop }) => {
    const first = await check(workshop);
    const file = await onlyOne(workshop);
    await writeFile(file, writtenAfter(LONG_MS, await readFile(file)));
    const written = await stat(file);
    expect(written.size).toBeGreaterThan(100_000);
    expect(await check(workshop)).toEqual(first);
    const { ino, mtimeMs } = await stat(await onlyOne(workshop));
    expect({ ino, mtimeMs }).toEqual({ ino: written.ino, mtimeMs: written.mtimeMs });
  });

  test('is a verb’s own, as each needs other code', async ({ workshop }) => {
    await check(workshop);
    const environment = {
      ...workshop.environment,
      XDG_CACHE_HOME: join(workshop.folder, 'caches'),
    };
    await workshop.run(['explain', 'origin'], { environment });
    const names = (await kept(workshop)).map((file) => file.split('.').at(-2));
    expect(names).toEqual(['check', 'explain']);
  });

  test.for([
    [
      'a byte is another',
      (bytes: Buffer) => bytes.fill(bytes.readUInt8(70_000) ^ 1, 70_000, 70_001),
    ],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, 80_000)],
    ['it is empty', () => Buffer.alloc(0)],
  ] as const)('is not used where %s, and written anew', async ([, spoil], { workshop }) => {
    const first = await check(workshop);
    const file = await onlyOne(workshop);
    const { length } = await readFile(file);
    await writeFile(file, spoil(await readFile(file)));
    expect(await check(workshop)).toEqual(first);
    expect((await readFile(await onlyOne(workshop))).length).toBeGreaterThan(length / 2);
    expect(await check(workshop)).toEqual(first);
  });

  test('of a run that was much shorter is replaced: this one has compiled more', async ({
    workshop,
  }) => {
    await check(workshop);
    const file = await onlyOne(workshop);
    const { ino } = await stat(file);
    await writeFile(file, writtenAfter(1, await readFile(file)));
    const short = await stat(file);
    await check(workshop);
    expect((await stat(file)).ino).not.toBe(short.ino);
    expect(short.ino).toBe(ino);
  });

  test('the oldest is removed, so that it does not become more and more', async ({ workshop }) => {
    await check(workshop);
    const file = await onlyOne(workshop);
    const now = Date.now() / 1000;
    const others = Array.from({ length: 16 }, (_, day) => `${file}.${10 + day}`);
    for (const [day, other] of others.entries()) {
      await writeFile(other, '');
      await utimes(other, now - (day + 1) * DAY_S, now - (day + 1) * DAY_S);
    }
    await writeFile(file, '');
    await check(workshop);
    expect(await kept(workshop)).toEqual([file, ...others.slice(0, 15)]);
  });

  test('is not kept where nobody wants it, or a run failed', async ({ workshop }) => {
    const environment = { NODE_DISABLE_COMPILE_CACHE: '1' };
    expect((await check(workshop, 'caches', { environment })).status).toBe(1);
    expect((await check(workshop, 'caches', { args: ['--bogus'] })).status).toBe(2);
    expect(await kept(workshop)).toEqual([]);
  });

  test.skipIf(process.geteuid?.() !== 0)(
    'is neither taken from nor put into a folder of somebody else',
    async ({ workshop }) => {
      const first = await check(workshop);
      const file = await onlyOne(workshop);
      const { ino } = await stat(file);
      await writeFile(file, '');
      await chown(join(file, '..'), 65_534, 65_534);
      expect(await check(workshop)).toEqual(first);
      expect((await stat(file)).size).toBe(0);
      expect((await stat(file)).ino).toBe(ino);
      await rm(join(workshop.folder, 'caches', 'fairlead'), { recursive: true });
      await chown(join(workshop.folder, 'caches'), 65_534, 65_534);
      await check(workshop);
      expect(await kept(workshop)).toEqual([]);
    },
  );

  test('needs no folder that can be written', async ({ workshop }) => {
    const first = await check(workshop);
    expect(await check(workshop, 'nginx.conf')).toEqual(first);
    expect(await check(workshop, '../proc/self')).toEqual(first);
  });
});
