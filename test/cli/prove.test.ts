import { describe, expect } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { candidates } from '../nginx-versions.ts';
import { masked } from './masked.ts';
import { MAIN } from './running-fairlead.ts';
import { CTRL_C, hasScript, SCRIPT, withoutScript } from './script-terminal.ts';
import { test } from './workshop.ts';

const HEALTHY = `events {}
http {
    server {
        listen 80;
        server_name a.test;
        location /ws/ {
            proxy_pass http://127.0.0.1:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
        }
    }
}
`;
const BROKEN = HEALTHY.replace(/.*Connection upgrade;\n/, '');
const OF_1_0 = HEALTHY.replace(/.*proxy_http_version.*\n/, '');

/** Few, so that new rules change no test. */
const ONLY = ['upgrade-headers', 'http-version', 'idle-timeout'].flatMap((id) => ['--only', id]);

const known = await candidates();
const missing = ['1.22.1', '1.30.6'].flatMap(
  (version) => known.find((one) => one.version === version)?.reason ?? [],
);

describe('prove', () => {
  test('tells the evidence of every check of what is right, and ends with 0', async ({
    workshop,
  }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const { status, stdout, stderr } = await workshop.run([
      ...['prove', 'nginx.conf', '--heartbeat', '25s'],
      ...ONLY,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [report, backends = ''] = masked(stdout).split(/(?= {2}works with)/);
    expect(
      report,
    ).toBe(`  fairlead prove · nginx VERSION · ws://a.test/ws/ · TIME · time divided by 58.33

  All that was judged holds.

  ✓ upgrade-headers  101 in TIME; backend saw HTTP/1.1, Upgrade: websocket, Connection: upgrade
  ✓ http-version     backend got HTTP/1.1
  ✓ idle-timeout     closed by FIN after TIME of silence (time divided by 58.33); kept open by a
                     heartbeat, by the client alone, by the backend alone

`);
    expect(backends).toMatch(
      /^ {2}works with {9}lenient, .*strict\n {2}not with {11}case-sensitive: 400/,
    );
    expect(backends).toMatch(/\n\n {2}3 hold · 0 fail · 0 not judged\n$/);
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('begins with the cause of what is broken, and ends with 1', async ({ workshop }) => {
    await workshop.write('nginx.conf', BROKEN);
    const { status, stdout, stderr } = await workshop.run(['prove', 'nginx.conf', ...ONLY]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(
      masked(stdout),
    ).toBe(`  fairlead prove · nginx VERSION · ws://a.test/ws/ · TIME · time divided by 60

  The backend sees a plain GET instead of a handshake and answers 400, 404 or 426: nginx does
  not pass Connection on by itself, and nothing sets it in location /ws/ (nginx.conf:6).

  ✗ upgrade-headers  426 in TIME; backend saw HTTP/1.1, Upgrade: websocket, Connection: —
    nginx.conf:6:9  location /ws/
    Set Upgrade $http_upgrade and Connection, over HTTP/1.1.

      5 │ server_name a.test;
    ▸ 6 │ location /ws/ {
      7 │     proxy_pass http://127.0.0.1:PORT;
      8 │     proxy_http_version 1.1;

    fix  Pass the upgrade on in location /ws/ (fairlead check --fix)

  ? idle-timeout     no tunnel could be opened
  ✓ http-version     backend got HTTP/1.1

  works with         no kind of backend

  1 hold · 1 fail · 1 not judged
`);
  });

  test('says what differs between two versions, and why', async ({ workshop, skip }) => {
    skip(missing.length > 0, missing.join('; '));
    await workshop.write('nginx.conf', OF_1_0);
    const args = ['prove', 'nginx.conf', '--nginx', '1.22.1,1.30.6', '--only', 'http-version'];
    const { status, stdout } = await workshop.run(args);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^ {2}fairlead prove · nginx 1\.22\.1 · .*\n\n {2}The handshake reaches/,
    );
    expect(
      stdout.slice(stdout.indexOf('  ✓ nginx 1.30.6')),
    ).toBe(`  ✓ nginx 1.30.6 instead of 1.22.1: nothing breaks that held; http-version no longer fails

  http-version
    ✗ 1.22.1  backend got HTTP/1.0
    ✓ 1.30.6  backend got HTTP/1.1

  why: defaults that changed between them
  – proxy_http_version is 1.1 since 1.29.7, 1.0 before
  – proxy_set_header is Host $proxy_host since 1.29.7, Host $proxy_host and Connection close
    before

  nginx 1.30.6: 1 hold · 0 fail · 0 not judged
`);
    const { stdout: annotations } = await workshop.run([...args, '--format', 'github']);
    expect(annotations).toMatch(
      /^::error file=nginx\.conf,line=6,col=9,title=http-version%3A location \/ws\/::nginx 1\.22\.1: The handshake/,
    );
  });

  test('--format json is the contract, with every check', async ({ workshop }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const args = ['prove', 'nginx.conf', '--format', 'json', '--url'];
    const { stdout, stderr } = await workshop.run([...args, 'http://a.test/ws/x']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      nginx: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      url: 'ws://a.test/ws/x',
      scale: 60,
      checks: checks.map(({ id }) => ({
        check: id,
        outcome: expect.stringMatching(/^(holds|fails|skipped|unknown)$/),
        evidence: expect.stringMatching(/./),
        findings: expect.any(Array),
      })),
      backends: expect.any(Array),
      unkept: expect.any(Array),
      leftOut: [],
    });
  });

  test('several URLs are several proofs', async ({ workshop }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const urls = ['ws://a.test/ws/', 'ws://a.test/ws/b'];
    const { status, stdout } = await workshop.run([
      ...['prove', 'nginx.conf', '--only', 'upgrade-headers', '--format', 'json'],
      ...urls.flatMap((url) => ['--url', url]),
    ]);
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({
      status: 0,
      proofs: urls.map((url) => ({ url, checks: [{ outcome: 'holds' }] })),
    });
  });

  test('--show-sandbox prints the diff and nothing else', async ({ workshop }) => {
    await workshop.write('nginx.conf', BROKEN);
    const { status, stdout, stderr } = await workshop.run(['prove', '.', '--show-sandbox']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^--- a\/nginx\.conf\n\+\+\+ b\/nginx\.conf\n@@ /);
    expect(stdout).toMatch(/\n- {8}listen 80;\n\+ {8}listen 127\.0\.0\.1:\d+;\n/);
  });

  for (const [what, args, message] of [
    ['a file that is not there', ['x.conf'], 'x.conf'],
    ['a URL that is none', ['nginx.conf', '--url', 'a.test'], '"a.test" is no URL'],
    ['a check that is none', ['nginx.conf', '--only', 'sticki'], 'was "sticky" meant?'],
    ['a heartbeat that is none', ['nginx.conf', '--heartbeat', '25x'], 'heartbeat: got 25x'],
    ['a diff as JSON', ['nginx.conf', '--show-sandbox', '--format', 'json'], 'leave out --format'],
  ] as const) {
    test(`${what} ends with 2`, async ({ workshop }) => {
      await workshop.write('nginx.conf', HEALTHY);
      expect(await workshop.run(['prove', ...args])).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
      expect(await workshop.leftovers()).toEqual([]);
    });
  }
});

describe.skipIf(!hasScript)(`prove on a terminal${withoutScript}`, () => {
  test('shows how far it is; Ctrl-C leaves nothing, and 130', async ({ workshop }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const command = [
      SCRIPT,
      '-qec',
      `exec ${process.execPath} ${MAIN} prove nginx.conf`,
      '/dev/null',
    ];
    const fairlead = workshop.start([], { command });
    await fairlead.says(/nginx \d+\.\d+\.\d+ · \d+ of \d+ checks · \d+ s/);
    const tree = await fairlead.tree();
    fairlead.stdin?.write(CTRL_C);
    const { status, stdout } = await fairlead.ended();
    expect({ status, isTold: stdout.includes(' hold ·') }).toEqual({ status: 130, isTold: false });
    expect(tree.length).toBeGreaterThan(1);
    expect(await workshop.leftovers()).toEqual([]);
  });
});

describe('prove that is ended', () => {
  test('by SIGTERM while its nginx run leaves nothing, and 143', async ({ workshop }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const fairlead = workshop.start(['prove', 'nginx.conf']);
    const isRunning = async (): Promise<boolean> => (await fairlead.tree()).length > 2;
    await expect.poll(isRunning, { timeout: 30_000 }).toBe(true);
    const { status, stdout } = await fairlead.end('SIGTERM');
    expect({ status, stdout }).toEqual({ status: 143, stdout: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('by SIGKILL leaves no nginx, and the next proof removes the folders', async ({
    workshop,
  }) => {
    await workshop.write('nginx.conf', HEALTHY);
    const fairlead = workshop.start(['prove', 'nginx.conf']);
    const isRunning = async (): Promise<boolean> => (await fairlead.tree()).length > 2;
    await expect.poll(isRunning, { timeout: 30_000 }).toBe(true);
    await fairlead.end('SIGKILL');
    const processes = async (): Promise<string[]> =>
      (await workshop.leftovers()).filter((one) => one.startsWith('process'));
    await expect.poll(processes, { timeout: 30_000 }).toEqual([]);
    const next = ['prove', 'nginx.conf', '--only', 'upgrade-headers'];
    expect(await workshop.run(next)).toMatchObject({ status: 0 });
    expect(await workshop.leftovers()).toEqual([]);
  });
});
