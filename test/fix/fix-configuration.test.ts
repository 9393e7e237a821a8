import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { judgingBy, pathCheck, sent, wholeCheck } from '../../src/engine/fix/fixing.fixture.ts';
import type { NginxBinary } from '../../src/nginx/process/index.ts';
import { insertLast, load } from '../../src/nginx/syntax/index.ts';
import { digestOf } from '../../src/verbs/fix/durable.ts';
import { undoFix } from '../../src/verbs/fix/undo-fix.ts';
import {
  type FixConfigurationOptions,
  fixConfiguration,
} from '../../src/verbs/fix-configuration.ts';
import { candidates, titleOf } from '../nginx-versions.ts';

let room = '';
let folder = '';
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  folder = join(room, 'site');
  mkdirSync(join(folder, 'sites-available'), { recursive: true });
  mkdirSync(join(folder, 'sites-enabled'));
  const server =
    'server {\r\n\tlisten 80;\r\n\tlocation /ws/ {\r\n\t\tproxy_pass http://127.0.0.1:1;\r\n\t}\r\n}';
  writeFileSync(join(folder, 'sites-available/a.conf'), server);
  symlinkSync('../sites-available/a.conf', join(folder, 'sites-enabled/a.conf'));
  writeFileSync(
    join(folder, 'nginx.conf'),
    'pid nginx.pid;\nerror_log error.log;\nevents {}\nhttp {\n    access_log off;\n    include sites-enabled/*;\n}\n',
  );
});
afterEach(() => rmSync(room, { recursive: true }));

/** Wants a header on every path, and sets it by this line. */
function wants(name: string, line: string): Check {
  return pathCheck(`wants-${name}`, function* (handshake) {
    const at = handshake.location?.placed;
    if (sent(handshake, name) !== undefined || at?.directive.block === undefined) return;
    const edits = insertLast(at.directive.block, line).map((edit) => ({ file: at.file, edit }));
    yield { at, message: `no ${name}`, fix: { title: `Set ${name}`, safe: true, edits } };
  });
}

const wantsA = wants('x-a', 'proxy_set_header X-A 1;');

function fix(options: Partial<FixConfigurationOptions> = {}, check: Check = wantsA) {
  return fixConfiguration({
    ...judgingBy(check),
    configuration: load(join(folder, 'nginx.conf')),
    isOnDisk: true,
    dryRun: false,
    unsafe: false,
    ...options,
  });
}

function text(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

test('writes what a link leads to, in its own line breaks, and can be undone', async () => {
  const before = text('sites-available/a.conf');
  const { applied, backup, diffFolder } = await fix();
  expect(applied).toMatchObject([{ check: 'wants-x-a', file: 'sites-enabled/a.conf', line: 3 }]);
  expect(text('sites-available/a.conf')).toBe(
    before.replace(':1;', ':1;\r\n\t\tproxy_set_header X-A 1;'),
  );
  expect(lstatSync(join(folder, 'sites-enabled/a.conf')).isSymbolicLink()).toBe(true);
  expect(diffFolder).toBe(folder);
  await undoFix(backup ?? '');
  expect(text('sites-available/a.conf')).toBe(before);
});

test('a dry run writes nothing, and patch makes of its diff what the fix makes', async () => {
  const copy = join(room, 'copy');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  const { diff, backup } = await fix({ dryRun: true });
  expect(backup).toBeUndefined();
  expect(existsSync(join(folder, '.fairlead'))).toBe(false);
  execFileSync('patch', ['-p1', '--binary', '-d', copy], { input: diff });
  await fix();
  for (const name of ['nginx.conf', 'sites-available/a.conf']) {
    expect(readFileSync(join(copy, name), 'utf8')).toBe(text(name));
  }
});

test('nothing to fix leaves no trace', async () => {
  await fix();
  rmSync(join(folder, '.fairlead'), { recursive: true });
  const { applied, diff, backup } = await fix();
  expect({ applied, diff: diff.length, backup }).toEqual({
    applied: [],
    diff: 0,
    backup: undefined,
  });
  expect(existsSync(join(folder, '.fairlead'))).toBe(false);
});

test('a file that changes between reading and writing is refused', async () => {
  const configuration = load(join(folder, 'nginx.conf'));
  writeFileSync(join(folder, 'sites-available/a.conf'), 'mine');
  await expect(fix({ configuration })).rejects.toThrow(/was changed by somebody else/);
  expect(text('sites-available/a.conf')).toBe('mine');
});

describe('a fix that was cut short', () => {
  beforeEach(() => {
    const path = join(folder, 'sites-available/a.conf');
    const old = readFileSync(path);
    writeFileSync(path, `${old}\n# half of a fix`);
    const unfinished = join(folder, '.fairlead/unfinished-x');
    mkdirSync(unfinished, { recursive: true });
    symlinkSync('unfinished-x', join(folder, '.fairlead/pending'));
    writeFileSync(join(unfinished, '1-a.conf'), old);
    const manifest = {
      format: 1,
      id: 'x',
      begun: '2026-01-01T00:00:00.000Z',
      owner: { pid: 1, start: 'long ago', namespace: 'gone' },
      files: [
        { path, copy: '1-a.conf', before: digestOf(old), after: digestOf(readFileSync(path)) },
      ],
      trial: join(folder, '.fairlead-x-trial'),
    };
    writeFileSync(join(unfinished, 'manifest.json'), JSON.stringify(manifest));
  });

  test('is undone first, and then one has to look again', async () => {
    await expect(fix()).rejects.toThrow(
      'A fix that was cut short has been undone: the files are as they were before it. Run it again.',
    );
    expect(text('sites-available/a.conf')).not.toContain('half of a fix');
    expect((await fix()).applied).toHaveLength(1);
  });

  test('is told of by a dry run, which changes nothing', async () => {
    await expect(fix({ dryRun: true })).rejects.toThrow(/was cut short or is under way/);
    expect(text('sites-available/a.conf')).toContain('half of a fix');
  });
});

test('a part that cannot be read keeps everything as it is', async () => {
  symlinkSync('loop', join(folder, 'sites-enabled/loop'));
  await expect(fix()).rejects.toThrow(/a part of it was not read: .*Nothing was changed\.$/);
});

test('a configuration from a pipe is not written', async () => {
  await expect(fix({ isOnDisk: false })).rejects.toThrow(/came through a pipe/);
  expect((await fix({ isOnDisk: false, dryRun: true })).diff.length).toBeGreaterThan(0);
});

/** Brings a line whose value only nginx knows to be wrong. */
const wantsNever = wholeCheck('broken', function* ({ http }) {
  const place = http?.blocks('server')[0]?.placed;
  const isThere = http?.blocks('server')[0]?.last('keepalive_timeout');
  if (place?.directive.block === undefined || isThere !== undefined) return;
  const edits = insertLast(place.directive.block, 'keepalive_timeout never;');
  const wanted = edits.map((edit) => ({ file: place.file, edit }));
  yield { at: place, message: 'x', fix: { title: 'x', safe: true, edits: wanted } };
});

const [candidate] = (await candidates()).filter(({ nginx }) => nginx !== undefined).slice(-1);

describe.skipIf(candidate === undefined)(
  `asked: ${candidate ? titleOf(candidate) : 'none'}`,
  () => {
    const binary = candidate?.nginx as NginxBinary;
    const asking = () => ({ nginx: { binary, prefix: folder } });
    /** Nothing of ours says that there is no such variable. */
    const unseen = 'proxy_set_header X-A 1;\nproxy_set_header X-B $no_such_variable;';

    beforeEach(() => {
      chmodSync(room, 0o755);
      // Where the paths that are compiled in lead is no business of a test.
      const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `    ${name}_temp_path temp-${name};\n`)
        .join('');
      writeFileSync(
        join(folder, 'nginx.conf'),
        text('nginx.conf').replace('http {\n', `http {\n${own}`),
      );
    });

    function left(): string[] {
      return readdirSync(folder).filter((name) => /^\.fairlead-|^\..*trial/.test(name));
    }

    test('takes the result', async () => {
      const { tried, backup } = await fix(asking());
      expect(tried).toEqual({ kind: 'accepted' });
      expect(left()).toEqual([]);
      expect(readdirSync(backup ?? '').sort()).toEqual(['1-a.conf', 'manifest.json']);
    });

    test('refuses the result, which is then not written, and names the place', async () => {
      const before = text('sites-available/a.conf');
      await expect(fix(asking(), wants('x-a', unseen))).rejects.toThrow(
        'nginx -t refuses the result: [emerg] unknown "no_such_variable" variable',
      );
      expect(text('sites-available/a.conf')).toBe(before);
      expect(left()).toEqual([]);
    });

    test('refused it before, too: that is no reason against the fix', async () => {
      const include = text('nginx.conf').replace(
        'include',
        'include certs-that-are-not-here;\n    include',
      );
      writeFileSync(join(folder, 'nginx.conf'), include);
      const { tried, applied } = await fix(asking());
      expect(applied).toHaveLength(1);
      expect(tried).toMatchObject({
        kind: 'untested',
        why: expect.stringContaining(
          'nginx refuses it with and without the change: [emerg] open()',
        ),
      });
    });

    test('refused it before, too, but a new line is at fault', async () => {
      writeFileSync(join(folder, 'nginx.conf'), `${text('nginx.conf')}stream { nothing; }\n`);
      await expect(fix(asking(), wantsNever)).rejects.toThrow(/keepalive_timeout/);
    });

    test('names files relative to the configuration, and finds them', async () => {
      writeFileSync(join(folder, 'mime.types'), 'types { text/html html; }');
      const inner = text('nginx.conf').replace(
        'access_log',
        'include mime.types;\n    auth_basic_user_file users;\n    access_log',
      );
      writeFileSync(join(folder, 'nginx.conf'), inner);
      expect((await fix(asking())).tried).toEqual({ kind: 'accepted' });
    });

    test('says at which line of which file', async () => {
      await expect(fix(asking(), wantsNever)).rejects.toThrow(
        /"keepalive_timeout" .* in sites-enabled\/a\.conf:6/,
      );
    });
  },
);
