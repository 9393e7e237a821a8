import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FixWriteError, type WantedText } from '../../src/verbs/fix/targets.ts';
import { undoFix } from '../../src/verbs/fix/undo-fix.ts';
import { type WriteOptions, writeFiles } from '../../src/verbs/fix/write-files.ts';
import { bundleWriter, runWriter } from './writer-process.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let room = '';
let folder = '';
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  chmodSync(room, 0o755);
  folder = join(room, 'site');
  mkdirSync(join(folder, 'conf.d'), { recursive: true });
});
afterEach(() => rmSync(room, { recursive: true }));

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function change(path: string, before: string, after: string): WantedText {
  return { path, before: Buffer.from(before), after: Buffer.from(after) };
}

function text(path: string): string {
  return readFileSync(path, 'utf8');
}

function write(texts: readonly WantedText[], test?: WriteOptions['test']): Promise<string> {
  return writeFiles(texts, { folder, ...(test && { test }) });
}

/** Everything in a folder of the site, without our own. */
function listed(name = ''): string[] {
  return readdirSync(join(folder, name)).filter((one) => one !== '.fairlead');
}

test('writes all files, keeps the old ones, and leaves nothing lying about', async () => {
  const [a, b] = [put('nginx.conf', 'a'), put('conf.d/b.conf', 'b\r\nno line break')];
  const backup = await write([change(a, 'a', 'A'), change(b, 'b\r\nno line break', 'B\r\n')]);
  expect([text(a), text(b)]).toEqual(['A', 'B\r\n']);
  expect(text(join(backup, '2-b.conf'))).toBe('b\r\nno line break');
  expect(statSync(backup).mode & 0o777).toBe(0o700);
  expect([listed(), listed('conf.d')]).toEqual([['conf.d', 'nginx.conf'], ['b.conf']]);
  expect(readdirSync(join(folder, '.fairlead')).sort()).toEqual(
    ['.gitignore', backup.split('/').at(-1)].sort(),
  );
});

test('bytes that are no UTF-8 stay what they are', async () => {
  const path = put('nginx.conf', '');
  const [before, after] = [Buffer.from([0xff, 0x00, 0xfe]), Buffer.from([0xfe, 0x0d, 0xff])];
  writeFileSync(path, before);
  await write([{ path, before, after }]);
  expect(readFileSync(path)).toEqual(after);
});

test('permissions stay', async () => {
  const path = put('nginx.conf', 'a');
  chmodSync(path, 0o2640);
  const { mode } = statSync(path);
  await write([change(path, 'a', 'A')]);
  expect(statSync(path).mode).toBe(mode);
});

test.skipIf(!isRoot)('owners stay (skipped unless root)', async () => {
  const path = put('nginx.conf', 'a');
  chownSync(path, NOBODY, 1234);
  chmodSync(path, 0o4750);
  await write([change(path, 'a', 'A')]);
  const { uid, gid, mode } = statSync(path);
  expect([uid, gid, mode & 0o7777]).toEqual([NOBODY, 1234, 0o4750]);
});

describe('links', () => {
  test('what a symbolic link leads to is written, and the link stays', async () => {
    mkdirSync(join(room, 'elsewhere'));
    const real = join(room, 'elsewhere', 'a.conf');
    writeFileSync(real, 'a');
    const link = join(folder, 'conf.d', 'a.conf');
    symlinkSync('../../elsewhere/a.conf', link);
    await write([change(link, 'a', 'A')]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link)).toBe('../../elsewhere/a.conf');
    expect(text(real)).toBe('A');
    expect(readdirSync(join(room, 'elsewhere'))).toEqual(['a.conf']);
  });

  test('two names of one file are written once, and must agree', async () => {
    const real = put('a.conf', 'a');
    const link = join(folder, 'conf.d', 'a.conf');
    symlinkSync(real, link);
    await expect(write([change(real, 'a', 'A'), change(link, 'a', 'B')])).rejects.toThrow(
      /by another name, and the two would get different texts\. Nothing was changed\./,
    );
    expect(text(real)).toBe('a');
    await write([change(real, 'a', 'A'), change(link, 'a', 'A')]);
    expect(text(real)).toBe('A');
  });

  test('a hard link would come apart, and is refused', async () => {
    const path = put('a.conf', 'a');
    linkSync(path, join(folder, 'b.conf'));
    await expect(write([change(path, 'a', 'A')])).rejects.toThrow(/has 2 names \(hard links\)/);
    expect(text(path)).toBe('a');
  });
});

describe('somebody else', () => {
  test('has changed a file since it was read: all is refused', async () => {
    const [a, b] = [put('a.conf', 'a'), put('b.conf', 'changed')];
    await expect(write([change(a, 'a', 'A'), change(b, 'b', 'B')])).rejects.toThrow(
      `${b} was changed by somebody else since it was read: run it again. Nothing was changed.`,
    );
    expect([text(a), text(b)]).toEqual(['a', 'changed']);
    expect(existsSync(join(folder, '.fairlead'))).toBe(false);
  });

  test.each([
    ['writes into one', (path: string) => writeFileSync(path, 'mine')],
    [
      'puts another in its place, with the same text',
      (path: string) => {
        writeFileSync(`${path}.new`, 'b');
        renameSync(`${path}.new`, path);
      },
    ],
    ['removes one', (path: string) => rmSync(path)],
  ])('%s while it is written: the others are put back', async (_, disturb) => {
    const [a, b] = [put('a.conf', 'a'), put('b.conf', 'b')];
    const before = statSync(a);
    const writing = write([change(a, 'a', 'A'), change(b, 'b', 'B')], async () => {
      disturb(b);
      return undefined;
    });
    await expect(writing).rejects.toBeInstanceOf(FixWriteError);
    expect(text(a)).toBe('a');
    // The very same file, with everything that it had.
    expect(statSync(a).ino).toBe(before.ino);
    expect(existsSync(b) ? text(b) : undefined).not.toBe('B');
    expect(listed().filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

test('what nginx says no to is not written', async () => {
  const path = put('nginx.conf', 'a');
  await expect(write([change(path, 'a', 'A')], async () => 'nginx says no')).rejects.toThrow(
    'nginx says no',
  );
  expect(text(path)).toBe('a');
  expect(readdirSync(join(folder, '.fairlead'))).toEqual(['.gitignore']);
});

test('two at once: the second is told', async () => {
  const path = put('nginx.conf', 'a');
  const first = write([change(path, 'a', 'A')], async () => {
    await expect(write([change(path, 'a', 'B')])).rejects.toThrow(/Another fix .* is under way/);
    return undefined;
  });
  await first;
  expect(text(path)).toBe('A');
});

describe('what may not be written', () => {
  let script = '';
  let tools = '';
  beforeAll(async () => {
    tools = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
    chmodSync(tools, 0o755);
    script = await bundleWriter(tools);
  });
  afterAll(() => rmSync(tools, { recursive: true }));

  /** As a user whom permissions hold back, which root is not. */
  function refused(path: string): string {
    const job = { folder, texts: [{ path, before: 'a', after: 'A' }] };
    const report = runWriter(script, job, isRoot ? { user: NOBODY } : {});
    expect(text(path)).toBe('a');
    return report !== undefined && 'error' in report ? report.error : 'not refused';
  }

  function give(path: string, mode: number): void {
    if (isRoot) chownSync(path, NOBODY, NOBODY);
    chmodSync(path, mode);
  }

  test('a folder that is read-only', () => {
    const path = put('conf.d/a.conf', 'a');
    give(path, 0o644);
    give(folder, 0o755);
    give(join(folder, 'conf.d'), 0o555);
    expect(refused(path)).toBe(
      `${join(folder, 'conf.d')} may not be written by this user, and ${path} is replaced there in one step (EACCES). Nothing was changed.`,
    );
    chmodSync(join(folder, 'conf.d'), 0o755);
  });

  test("a configuration's folder in which nothing can be kept", () => {
    const path = put('conf.d/a.conf', 'a');
    give(path, 0o644);
    give(join(folder, 'conf.d'), 0o755);
    give(folder, 0o555);
    expect(refused(path)).toBe(
      `This user may not write there (EACCES: ${join(folder, '.fairlead')}). Nothing was changed.`,
    );
    chmodSync(folder, 0o755);
  });

  test('a file that is marked read-only', () => {
    const path = put('a.conf', 'a');
    give(folder, 0o755);
    give(path, 0o444);
    expect(refused(path)).toContain('is marked read-only (chmod u+w lets it be changed)');
  });

  test.skipIf(!isRoot)("a file that is somebody else's (skipped unless root)", () => {
    const path = put('a.conf', 'a');
    give(folder, 0o755);
    chownSync(path, 0, 0);
    chmodSync(path, 0o666);
    expect(refused(path)).toMatch(/may not give the new file the owner of the old one/);
    expect(listed()).toEqual(['a.conf', 'conf.d']);
    expect(readdirSync(join(folder, '.fairlead'))).toEqual(['.gitignore']);
  });

  test('a file that may not be read', () => {
    const path = put('a.conf', 'a');
    give(folder, 0o755);
    give(path, 0o200);
    const job = { folder, texts: [{ path, before: 'a', after: 'A' }] };
    expect(runWriter(script, job, isRoot ? { user: NOBODY } : {})).toMatchObject({
      error: `${path} cannot be read (EACCES). Nothing was changed.`,
    });
  });
});

function canMount(): boolean {
  if (!isRoot) return false;
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!canMount())('a small disk (skipped unless root may mount one)', () => {
  let disk = '';
  beforeEach(() => {
    disk = join(room, 'disk');
    mkdirSync(disk);
  });
  afterEach(() => execFileSync('umount', [disk]));

  function mount(size: string): void {
    const options = `size=${size},mode=755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
  }

  test('that fills at any point is told, and nothing has changed', async () => {
    mount('256k');
    const old = 'o'.repeat(30_000);
    const fresh = 'n'.repeat(30_000);
    const paths = ['a.conf', 'b.conf'].map((name) => join(disk, name));
    let failures = 0;
    let successes = 0;
    for (let filler = 0; filler <= 196_000; filler += 14_000) {
      rmSync(join(disk, '.fairlead'), { recursive: true, force: true });
      for (const path of paths) writeFileSync(path, old);
      writeFileSync(join(disk, 'filler'), 'x'.repeat(filler));
      const texts = paths.map((path) => change(path, old, fresh));
      const error = await writeFiles(texts, { folder: disk }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const now = paths.map(text);
      if (error === undefined) {
        successes += 1;
        expect(now).toEqual([fresh, fresh]);
        continue;
      }
      failures += 1;
      expect(String(error)).toMatch(/The disk is full \(ENOSPC/);
      expect(now).toEqual([old, old]);
      expect(readdirSync(disk).filter((name) => /fairlead-/.test(name))).toEqual([]);
      const state = join(disk, '.fairlead');
      expect(existsSync(state) ? readdirSync(state) : []).toEqual(
        existsSync(state) ? ['.gitignore'] : [],
      );
    }
    // Otherwise the disk was never, or always, too small.
    expect(Math.min(failures, successes)).toBeGreaterThan(1);
  });

  test('that is mounted read-only is told', async () => {
    mount('64k');
    const path = join(disk, 'a.conf');
    writeFileSync(path, 'a');
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(writeFiles([change(path, 'a', 'A')], { folder: disk })).rejects.toThrow(
      /\(EROFS\)\. Nothing was changed\./,
    );
  });

  test('a file that is mounted by itself cannot be replaced, and is told', async () => {
    mount('64k');
    const [source, path] = [join(disk, 'source'), put('a.conf', 'a')];
    writeFileSync(source, 'a');
    execFileSync('mount', ['--bind', source, path]);
    try {
      await expect(write([change(path, 'a', 'A')])).rejects.toThrow(
        /The file is mounted by itself|EXDEV|EBUSY/,
      );
      expect(text(path)).toBe('a');
      expect(listed()).toEqual(['a.conf', 'conf.d']);
    } finally {
      execFileSync('umount', [path]);
    }
  });
});

describe('undo', () => {
  test('gives the old texts back, and can be undone itself', async () => {
    const [a, b] = [put('nginx.conf', 'a'), put('conf.d/b.conf', 'b')];
    const backup = await write([change(a, 'a', 'A'), change(b, 'b', 'B')]);
    const undone = await undoFix(backup);
    expect([text(a), text(b)]).toEqual(['a', 'b']);
    expect(undone.files).toEqual([a, b]);
    await undoFix(undone.backup);
    expect([text(a), text(b)]).toEqual(['A', 'B']);
  });

  test('is refused as a whole where a file was changed since', async () => {
    const [a, b] = [put('nginx.conf', 'a'), put('conf.d/b.conf', 'b')];
    const backup = await write([change(a, 'a', 'A'), change(b, 'b', 'B')]);
    writeFileSync(b, 'mine');
    await expect(undoFix(backup)).rejects.toThrow(
      `${b} was changed since that fix, or it is undone already. Nothing was changed. The text that it had before is ${join(backup, '2-b.conf')}.`,
    );
    expect([text(a), text(b)]).toEqual(['A', 'mine']);
  });

  test('says so where the folder is not one of a fix', async () => {
    await expect(undoFix(folder)).rejects.toThrow(/name the backup folder of a fix/);
  });
});
