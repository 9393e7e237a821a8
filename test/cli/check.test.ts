import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test, type Workshop } from './workshop.ts';

const MAIN = `events {}
http {
    include conf.d/*.conf;
}
`;
const APP = `server {
    listen 80;
    server_name a.test;
    location /ws/ {
        proxy_pass http://127.0.0.1:8080;
    }
}
`;
/** The rules of one version, and of one check, so that new rules change no test. */
const FLAGS = ['--nginx-version', '1.22.1', '--only', 'upgrade-headers'];

/** Not every machine has it. */
const noPatch = spawnSync('patch', ['--version']).error !== undefined;

async function write(folder: string, app = APP): Promise<void> {
  await mkdir(join(folder, 'etc', 'conf.d'), { recursive: true });
  await writeFile(join(folder, 'etc', 'nginx.conf'), MAIN);
  await writeFile(join(folder, 'etc', 'conf.d', 'app.conf'), app);
}

function check(workshop: Workshop, ...args: string[]) {
  return workshop.run(['check', 'etc', ...FLAGS, ...args]);
}

describe('check', () => {
  test('tells the cause with its place, and ends with 1', async ({ workshop }) => {
    await write(workshop.folder);
    const { status, stdout, stderr } = await check(workshop);
    expect({
      status,
      stderr,
      stdout: stdout.replace(/(\n {4}\w.*)+(?=\n\n {6})/, '\n    MESSAGE'),
    }).toEqual({
      status: 1,
      stderr: '',
      stdout: `  ✗ upgrade-headers  conf.d/app.conf:4:5  location /ws/
    MESSAGE

      3 │ server_name a.test;
    ▸ 4 │ location /ws/ {
      5 │     proxy_pass http://127.0.0.1:8080;
      6 │ }

    fix  Pass the upgrade on in location /ws/ (--fix)

  1 error · 1 can be mended (--fix)
  in 1 path that may carry WebSockets, judged by 1 check for nginx 1.22.1
`,
    });
  });

  test('says how much was judged where nothing is found, and ends with 0', async ({ workshop }) => {
    await write(
      workshop.folder,
      APP.replace(
        'proxy_pass',
        'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_pass',
      ),
    );
    expect(await check(workshop)).toMatchObject({
      status: 0,
      stderr: '',
      stdout:
        '  ✓ nothing found in 1 path that may carry WebSockets, judged by 1 check for nginx 1.22.1\n',
    });
  });

  test('--format json is the contract', async ({ workshop }) => {
    await write(workshop.folder);
    const { status, stdout } = await check(workshop, '--format', 'json');
    expect({ status, ...JSON.parse(stdout) }).toEqual({
      status: 1,
      nginx: '1.22.1',
      findings: [
        {
          check: 'upgrade-headers',
          severity: 'error',
          ...{ file: 'conf.d/app.conf', line: 4, column: 5 },
          where: 'location /ws/',
          message: expect.stringContaining('plain GET'),
          related: [],
          fix: { title: 'Pass the upgrade on in location /ws/', safe: true },
        },
      ],
      unknown: [],
      broken: [],
      suppressed: [],
      known: [],
      checks: ['upgrade-headers'],
      paths: ['ws://a.test/ws/'],
    });
  });

  test('--format github names the file from where it runs', async ({ workshop }) => {
    await write(workshop.folder);
    const { stdout } = await check(workshop, '--format', 'github');
    expect(stdout).toMatch(
      /^::error file=etc\/conf\.d\/app\.conf,line=4,col=5,title=upgrade-headers%3A location \/ws\/::/,
    );
  });

  test('--format sarif and junit say the same', async ({ workshop }) => {
    await write(workshop.folder);
    const sarif = await check(workshop, '--format', 'sarif');
    expect(JSON.parse(sarif.stdout).runs[0].results).toMatchObject([
      { ruleId: 'upgrade-headers', level: 'error' },
    ]);
    const junit = await check(workshop, '--format', 'junit');
    expect(junit.stdout).toContain('<testsuite name="fairlead check" tests="1" failures="1"');
  });

  test('--fail-on moves the threshold', async ({ workshop }) => {
    await write(workshop.folder);
    const never = await check(workshop, '--fail-on', 'never');
    expect(never).toMatchObject({ status: 0, stdout: expect.stringContaining('1 error') });
  });

  test('a comment with a reason silences a line', async ({ workshop }) => {
    const comment = '    # fairlead-ignore upgrade-headers: a page\n    location';
    await write(workshop.folder, APP.replace('    location', comment));
    expect(await check(workshop)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 suppressed by a comment'),
    });
  });

  test('--update-baseline writes what --baseline leaves out from then on', async ({ workshop }) => {
    await write(workshop.folder);
    const baseline = ['--baseline', 'known.json'];
    expect(await check(workshop, ...baseline)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--update-baseline writes it'),
    });
    expect(await check(workshop, ...baseline, '--update-baseline')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('knows 1 finding now'),
    });
    expect(await readFile(join(workshop.folder, 'known.json'), 'utf8')).toContain(
      'location /ws/ {',
    );
    expect(await check(workshop, ...baseline)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 known to the baseline'),
    });
  });

  test.skipIf(noPatch)(
    '--fix --dry-run prints a diff that patch applies, and writes nothing',
    async ({ workshop }) => {
      await write(workshop.folder);
      const { status, stdout, stderr } = await check(workshop, '--fix', '--dry-run');
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining('1 would be mended · nothing is written'),
      });
      const app = join(workshop.folder, 'etc', 'conf.d', 'app.conf');
      expect(await readFile(app, 'utf8')).toBe(APP);
      const diff = await workshop.write('the.diff', stdout);
      const command = ['patch', '-p1', '-s', '-d', join(workshop.folder, 'etc'), '-i', diff];
      expect((await workshop.run([], { command })).status).toBe(0);
      expect(await check(workshop)).toMatchObject({ status: 0 });
    },
  );

  test('--fix mends, tells the way back, and --undo goes it', async ({ workshop }) => {
    await write(workshop.folder);
    const fixed = await check(workshop, '--fix');
    expect(fixed).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^ {2}✓ upgrade-headers {2}conf\.d\/app\.conf:4 {2}/),
    });
    const app = join(workshop.folder, 'etc', 'conf.d', 'app.conf');
    expect(await readFile(app, 'utf8')).toContain('proxy_set_header Upgrade $http_upgrade;');
    const [, backup = ''] = /fairlead check --undo (\S+)/.exec(fixed.stdout) ?? [];
    expect((await workshop.run(['check', '--undo', backup])).status).toBe(0);
    expect(await readFile(app, 'utf8')).toBe(APP);
  });

  test('reads the output of nginx -T from stdin', async ({ workshop }) => {
    const running = workshop.start(['check', '-', ...FLAGS, '--format', 'json']);
    running.stdin?.end(
      `# configuration file /etc/nginx/nginx.conf:\n${MAIN}\n# configuration file /etc/nginx/conf.d/app.conf:\n${APP}`,
    );
    const { status, stdout } = await running.ended();
    expect({ status, findings: JSON.parse(stdout).findings }).toMatchObject({
      status: 1,
      findings: [{ file: 'conf.d/app.conf', line: 4 }],
    });
  });

  for (const [what, args, message] of [
    ['a file that is not there', ['x.conf'], 'x.conf'],
    ['a check that is none', ['etc', '--only', 'sticki'], 'was "sticky" meant?'],
    ['a heartbeat that is none', ['etc', '--heartbeat', '25x'], 'heartbeat: got 25x'],
    ['a URL that is none', ['etc', '--url', 'a.test/ws'], '"a.test/ws" is no URL'],
    ['tunnels that are no number', ['etc', '--tunnels', 'many'], 'tunnels: got'],
    ['a baseline without a name', ['etc', '--update-baseline'], '--baseline FILE'],
    ['a version that is none', ['etc', '--nginx-version', '1.26'], 'got 1.26'],
    ['a trial of nothing', ['etc', '--dry-run'], 'say both'],
    ['a backup that is none', ['--undo', 'etc'], 'etc'],
  ] as const) {
    test(`${what} ends with 2`, async ({ workshop }) => {
      await write(workshop.folder);
      expect(await workshop.run(['check', ...args])).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
    });
  }
});

describe('explain CHECK', () => {
  test('prints what the check is about', async ({ workshop }) => {
    const { status, stdout, stderr } = await workshop.run(['explain', 'upgrade-headers']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}upgrade-headers {2}error\n {2}The backend never hears/);
    expect(stdout).toContain('✗ bad\n    events {}');
    expect(stdout).toContain('fairlead check judges it for every path');
  });

  test('names the one that was meant', async ({ workshop }) => {
    expect(await workshop.run(['explain', 'upgrade-header'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'fairlead: There is no check "upgrade-header", and no such file; was "upgrade-headers" meant?\n',
    });
  });
});
