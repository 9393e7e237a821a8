import { describe, expect } from 'vitest';
import { upChecks } from '../../src/verbs/up/up-checks.ts';
import { masked } from './masked.ts';
import { MAIN } from './running-fairlead.ts';
import { CTRL_C, hasScript, SCRIPT, withoutScript } from './script-terminal.ts';
import { test } from './workshop.ts';

const TEXT = `  fairlead · nginx VERSION · https://localhost:HTTPS → 127.0.0.1:PORT, 127.0.0.1:PORT
  page      http://localhost:HTTP/
            https://localhost:HTTPS/  (certificate warning)
  config    RUN/nginx.conf
  log       RUN/logs/access.log

  ✓ config-valid        nginx -t accepts it
  ✓ route               a backend gets the handshake; the answer is 101
  ✓ upgrade-headers     101 in TIME; backend saw HTTP/1.1, Upgrade: websocket, Connection: upgrade
  ✓ http-version        backend got HTTP/1.1
  ✓ header-value        Upgrade: websocket, Connection: upgrade
  ✓ duplicate-header    11 headers, each once
  ✓ uri-rewrite         /ws/ arrives as /ws/, /ws/fairlead arrives as /ws/fairlead
  ✓ response-headers    the 101 is whole: Upgrade, Connection, Sec-WebSocket-Accept
  ✓ handshake-redirect  101; without the trailing slash 101
  – idle-timeout        TIME of silence; not waited for
  ✓ connection-literal  a plain request arrives without Connection
  ✓ upstream-keepalive  6 plain requests, FEW upstream connections
  ✓ buffering           the first event came after TIME, while the second was still held by the
                        backend
  ✓ edge-cache          3 of 3 identical polls reached a backend
  ✓ host-header         Host: localhost:HTTPS
  ✓ forwarded-headers   X-Forwarded-Proto: https, X-Forwarded-For: 127.0.0.1, X-Real-IP: 127.0.0.1,
                        X-Forwarded-Host: localhost:HTTPS
  ✓ sticky              8 of 8 sessions kept their node; 2 of 2 nodes used
  ✓ header-buffers      a cookie of 8000 bytes fits; of 16000: 400 Bad Request
  ✓ connect-timeout     a backend that takes no connection: 504 after TIME (time divided by 10)
  ✓ origin              Origin: https://foreign.invalid is answered 403
  ✓ upgrade-smuggling   h2c; TLS/1.0; websocket, h2c: 0 of 3 let through
  ✓ access-log          upgrade, status, upstream status and time are in the line
  ✓ reload              1,000 tunnels through a reload, 0 dropped
  22 hold · 0 fail · 1 not judged

`;

describe('up --once with the embedded backend', () => {
  test('shows each check with its evidence, plain in a pipe', async ({ workshop }) => {
    const { flags, https, http } = await workshop.listen();
    const { status, stdout, stderr } = await workshop.run(['up', '--once', ...flags]);
    expect(masked(stdout, { HTTPS: https, HTTP: http })).toBe(TEXT);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('--format json is the contract, and nothing else is on stdout', async ({ workshop }) => {
    const { flags, https } = await workshop.listen();
    const { status, stdout, stderr } = await workshop.run([
      ...['up', '--once', '--format', 'json'],
      ...flags,
    ]);
    const report = JSON.parse(stdout);
    expect(report).toEqual({
      nginx: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      url: `wss://localhost:${https}/ws/`,
      scale: 1,
      checks: upChecks.map(({ id }) => ({
        check: id,
        outcome: id === 'idle-timeout' ? 'skipped' : 'holds',
        evidence: expect.stringMatching(/./),
        findings: [],
      })),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });
});

const ESCAPE = '\u001b';

describe.skipIf(!hasScript)(`on a terminal${withoutScript}`, () => {
  /** The command that runs `up` on a terminal of its own, as wide as said. */
  function onTerminal(listen: readonly string[], columns: number): string[] {
    const up = [process.execPath, MAIN, 'up', ...listen].join(' ');
    return [SCRIPT, '-qec', `stty cols ${columns} rows 40; exec ${up}`, '/dev/null'];
  }

  test('it is coloured; Ctrl-C in the middle of the proof leaves nothing', async ({ workshop }) => {
    const { flags } = await workshop.listen();
    const fairlead = workshop.start([], { command: onTerminal(flags, 100) });
    await fairlead.says(/upgrade-headers/);
    fairlead.stdin?.write(CTRL_C);
    const { status, stdout } = await fairlead.ended();
    expect(stdout).toContain(`${ESCAPE}[1mfairlead${ESCAPE}[22m · nginx`);
    expect(stdout).toContain(`${ESCAPE}[32m✓${ESCAPE}[39m upgrade-headers`);
    expect(stdout).not.toContain(' hold ·');
    expect(status).toBe(0);
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('NO_COLOR is honoured, lines fit, and a window that is closed ends it', async ({
    workshop,
  }) => {
    const { flags } = await workshop.listen();
    const environment = { ...workshop.environment, NO_COLOR: '1' };
    const command = onTerminal(flags, 60);
    const fairlead = workshop.start([], { command, environment });
    await fairlead.says(/Ctrl-C ends it · 0:00:0\d/);
    // The status line is cleared and drawn again; that is all that a terminal gets beside text.
    const text = fairlead.said.replaceAll(`\r${ESCAPE}[2K`, '\n').replaceAll('\r\n', '\n');
    expect(text).not.toContain(ESCAPE);
    const long = text.split('\n').filter((line) => line.length > 60);
    expect(long.filter((line) => !line.includes(workshop.folder))).toEqual([]);
    const tree = await fairlead.tree();
    // What a terminal emulator does when its window is closed: its end of the terminal goes.
    await fairlead.end('SIGKILL');
    await expect.poll(() => workshop.leftovers()).toEqual([]);
    expect(tree.length).toBeGreaterThan(5);
  });
});
