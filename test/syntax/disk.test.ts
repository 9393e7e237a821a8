import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../src/nginx/syntax/index.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fairlead-syntax-'));
  mkdirSync(join(root, 'conf/sub'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string | Uint8Array): void {
  writeFileSync(join(root, name), text);
}

function loaded(main: string): { codes: string[]; names: string[] } {
  write('conf/nginx.conf', main);
  const { problems, files } = load(join(root, 'conf/nginx.conf'));
  return {
    codes: problems.map(({ code, severity, line }) => `${severity} ${code}:${line ?? '-'}`),
    names: files.map(({ name }) => name),
  };
}

test('reads what is included, in the order of its bytes', () => {
  for (const name of ['b.conf', 'B.conf', '10.conf', '9.conf', '.h.conf', 'a.txt']) {
    write(`conf/sub/${name}`, `# ${name}`);
  }
  expect(loaded('include sub/*.conf;')).toEqual({
    codes: [],
    names: ['nginx.conf', 'sub/10.conf', 'sub/9.conf', 'sub/B.conf', 'sub/b.conf'],
  });
});

test('keeps bytes that are no UTF-8, and files bigger than its buffer', () => {
  const bytes = new Uint8Array(300_000).map((_, index) =>
    index % 70 === 0 ? 10 : 0xc0 + (index % 64),
  );
  bytes[0] = 0x23;
  for (let at = 0; at < bytes.length; at += 70) bytes[at + 1] = 0x23;
  write('conf/sub/a', bytes);
  write('conf/nginx.conf', 'include sub/a;');
  const { files } = load(join(root, 'conf/nginx.conf'));
  expect(Buffer.compare(files[1]?.source.toBytes() ?? new Uint8Array(), bytes)).toBe(0);
});

describe('what is no ordinary file', () => {
  test('a folder, by name and by glob', () => {
    mkdirSync(join(root, 'conf/sub/inner'));
    expect(loaded('include sub;\ninclude sub/*;').codes).toEqual([
      'error file-is-folder:1',
      'error file-is-folder:2',
    ]);
  });

  test('a device is read as empty, as nginx does', () => {
    expect(loaded('include /dev/zero;').codes).toEqual(['note file-is-device:1']);
  });

  test('a pipe is not waited for', () => {
    execFileSync('mkfifo', [join(root, 'conf/sub/pipe')]);
    symlinkSync('pipe', join(root, 'conf/sub/link'));
    expect(loaded('include sub/pipe;\ninclude sub/*;').codes).toEqual([
      'error file-is-pipe:1',
      'error file-is-pipe:2',
      'error file-is-pipe:2',
    ]);
  });

  test('itself', () => {
    expect(loaded('a;\ninclude nginx.conf;').codes).toEqual(['error include-cycle:2']);
  });

  test('a link to itself, and one to nothing', () => {
    symlinkSync('loop', join(root, 'conf/sub/loop'));
    symlinkSync('nothing', join(root, 'conf/sub/void'));
    expect(loaded('include sub/*;').codes).toEqual([
      'error file-unreadable:1',
      'error file-missing:1',
    ]);
  });

  test('a name that no disk can have', () => {
    expect(loaded('include "a\0b";\ninclude "a\0b/*";').codes).toEqual(['error file-unreadable:1']);
  });
});

describe('symbolic links', () => {
  test('within the folder are nothing to speak of', () => {
    write('conf/sub/a', 'x;');
    symlinkSync('../sub/a', join(root, 'conf/sub/b'));
    expect(loaded('include sub/b;')).toEqual({ codes: [], names: ['nginx.conf', 'sub/b'] });
  });

  test('out of it are followed, and said', () => {
    mkdirSync(join(root, 'other'));
    write('other/a', 'x;');
    symlinkSync('../../other/a', join(root, 'conf/sub/b'));
    symlinkSync('../other', join(root, 'conf/far'));
    expect(loaded('include sub/*;\ninclude far/*;')).toEqual({
      codes: ['note link-leads-outside:1', 'note link-leads-outside:2'],
      names: ['nginx.conf', 'sub/b', 'far/a'],
    });
  });

  test('a configuration that is itself reached through one is at home in it', () => {
    symlinkSync('conf', join(root, 'etc'));
    write('conf/sub/a', 'x;');
    write('conf/nginx.conf', 'include sub/a;');
    expect(load(join(root, 'etc/nginx.conf')).problems).toEqual([]);
  });

  test('a linked file says where it really is', () => {
    write('conf/sub/a', 'x;');
    symlinkSync('a', join(root, 'conf/sub/b'));
    write('conf/nginx.conf', 'include sub/b;');
    const [, file] = load(join(root, 'conf/nginx.conf')).files;
    expect(file?.realPath?.endsWith('/conf/sub/a')).toBe(true);
  });
});

test('a file that must not be read', ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may read everything');
  write('conf/sub/a', 'x;');
  execFileSync('chmod', ['0', join(root, 'conf/sub/a')]);
  expect(loaded('include sub/a;').codes).toEqual(['error file-unreadable:1']);
});

test('a main file that is not there', () => {
  const { main, problems } = load(join(root, 'none.conf'));
  expect(main).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'file-missing', name: join(root, 'none.conf') }]);
});
