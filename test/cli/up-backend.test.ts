import { describe, expect } from 'vitest';
import { startEcho } from './echo-backend.ts';
import { test as base } from './workshop.ts';

const ORIGIN_WARNING = '! origin              Origin: https://foreign.invalid is answered 101';

interface Report {
  readonly url: string;
  readonly checks: readonly {
    readonly check: string;
    readonly outcome: string;
    readonly evidence: string;
    readonly findings: readonly { readonly severity: string }[];
  }[];
}

/** With the start of echo backends that end with the test. */
const test = base.extend<{ echo: typeof startEcho }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern here
  echo: async ({}, use) => {
    const started: Awaited<ReturnType<typeof startEcho>>[] = [];
    await use(async (where) => {
      const backend = await startEcho(where);
      started.push(backend);
      return backend;
    });
    await Promise.all(started.map((backend) => backend.close()));
  },
});

function outcomesOf({ checks }: Report): Record<string, string> {
  return Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome]));
}

/** What is not judged with one node and no waiting; everything else holds. */
const HOLDS_BUT = { 'idle-timeout': 'skipped', sticky: 'skipped' } as const;

function expectAllHolds(report: Report, but: Readonly<Record<string, string>> = HOLDS_BUT): void {
  const others = Object.entries(outcomesOf(report)).filter(([check]) => !(check in but));
  expect(others.filter(([, outcome]) => outcome !== 'holds')).toEqual([]);
  expect(outcomesOf(report)).toMatchObject(but);
}

describe('up --once --backend', () => {
  test('proves all of a plain server that tells nothing, and warns of any origin', async ({
    workshop,
    echo,
  }) => {
    const { address } = await echo();
    const { flags } = await workshop.listen();
    const { status, stdout } = await workshop.run(['up', '--once', '--backend', address, ...flags]);
    expect(stdout).toContain(`→ ${address}\n`);
    expect(stdout).toContain('✓ upgrade-headers     101 in ');
    expect(stdout).toContain('backend saw HTTP/1.1, Upgrade: websocket, Connection: upgrade');
    expect(stdout).toContain(ORIGIN_WARNING);
    expect(stdout).toContain('                        warning: A handshake with Origin:');
    expect(stdout).toContain('✓ reload              10 tunnels through a reload, 0 dropped');
    expect(stdout).toMatch(/\n {2}20 hold · 0 fail · 1 warning · 2 not judged\n/);
    expect(status).toBe(0);
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('with --origin nothing is left to warn of, and the backend sees the proxy', async ({
    workshop,
    echo,
  }) => {
    const backend = await echo();
    const { flags, https } = await workshop.listen();
    const { status, stdout } = await workshop.run([
      ...['up', '--once', '--format', 'json', '--backend', backend.address, ...flags],
      ...['--origin', `https://localhost:${https}`],
    ]);
    expectAllHolds(JSON.parse(stdout));
    expect(status).toBe(0);
    // Our own backend, not the rehearsal's, was reached, through https.
    expect(backend.handshakes[0]?.headers).toMatchObject({
      host: `localhost:${https}`,
      upgrade: 'websocket',
      'x-forwarded-proto': 'https',
    });
  });

  test('in its published form, with a certificate of files', async ({ workshop, echo }) => {
    const { address } = await echo();
    await workshop.certificate();
    const port = await workshop.port();
    const { status, stdout } = await workshop.run([
      ...['up', '--once', '--backend', address, '--tls', 'cert.pem,key.pem'],
      ...['--server-name', 'ws.example.com', '--path', '/ws/', '--listen', `127.0.0.1:${port}`],
    ]);
    expect(stdout).toContain(`https://ws.example.com:${port} → ${address}\n`);
    expect(stdout).toContain('✓ host-header         Host: ws.example.com:');
    expect(stdout).toContain(' hold · 0 fail · 1 warning · 2 not judged');
    expect(status).toBe(0);
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('behind hops, over a unix socket, without TLS', async ({ workshop, echo }) => {
    const { address } = await echo(`${workshop.folder}/backend.sock`);
    const port = await workshop.port();
    const { status, stdout } = await workshop.run([
      ...['up', '--once', '--format', 'json', '--backend', address, '--tls', 'none'],
      ...['--listen-http', `${port}`, '--origin', 'https://app.example.com'],
      ...['--hop', 'alb,60s,10.0.0.0/8', '--heartbeat', '25s'],
    ]);
    const report: Report = JSON.parse(stdout);
    expect(report.url).toBe(`ws://localhost:${port}/`);
    expectAllHolds(report);
    const silence = report.checks.find(({ check }) => check === 'idle-timeout');
    expect(silence?.evidence).toBe('25 s of silence; not waited for');
    expect(status).toBe(0);
  });

  test('several backends: sessions keep theirs', async ({ workshop, echo }) => {
    const [one, two, three] = [await echo(), await echo(), await echo()];
    const { flags } = await workshop.listen();
    const { status, stdout } = await workshop.run([
      ...['up', '--once', ...flags],
      ...[one, two, three].flatMap(({ address }) => ['--backend', address]),
    ]);
    expect(stdout).toMatch(/✓ sticky {14}\d+ of \d+ sessions kept their node; \d of 3 nodes used/);
    expect(stdout).toContain(' hold · 0 fail · 1 warning · 1 not judged');
    expect(status).toBe(0);
  });
});

describe('a backend that is down', () => {
  test('is told and found, with --once', async ({ workshop }) => {
    const address = `127.0.0.1:${await workshop.port()}`;
    const { flags } = await workshop.listen();
    const { status, stdout } = await workshop.run(['up', '--once', '--backend', address, ...flags]);
    expect(stdout).toContain(
      `  ! backend ${address} accepts no connection; until it does, nginx answers 502\n`,
    );
    expect(stdout).toContain('  ✗ upgrade-headers     502 in ');
    expect(stdout).toMatch(/ hold · 1 fail · /);
    expect(status).toBe(1);
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('turns green when it comes, without --once', async ({ workshop, echo }) => {
    const port = await workshop.port();
    const { flags } = await workshop.listen();
    const backend = `127.0.0.1:${port}`;
    const fairlead = workshop.start(['up', '--backend', backend, ...flags]);
    await fairlead.says(/ hold · 1 fail · [\s\S]* 0 of 1 backend up/);
    await echo(port);
    await fairlead.says(new RegExp(`✓ backend ${backend} accepts connections`));
    await fairlead.says(/ hold · 0 fail · 1 warning · 2 not judged\n/);
    const { status } = await fairlead.end();
    expect(status).toBe(0);
  });

  test('that comes during the first proof is not overlooked', async ({ workshop, echo }) => {
    const port = await workshop.port();
    const { flags } = await workshop.listen();
    const fairlead = workshop.start(['up', '--backend', `127.0.0.1:${port}`, ...flags]);
    await fairlead.says(/✗ upgrade-headers/);
    await echo(port);
    await fairlead.says(/ hold · 0 fail · /);
  });
});
