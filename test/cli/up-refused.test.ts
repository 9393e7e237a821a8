import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { cacheFolder, findNginx } from '../../src/nginx/process/index.ts';
import { type Ended, MAIN } from './running-fairlead.ts';
import { openWorkshop, test, type Workshop } from './workshop.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

/** It said this and only this, failed, and left nothing. */
async function expectRefused(
  workshop: Workshop,
  ended: Ended,
  said: string | RegExp,
): Promise<void> {
  const { status, stdout, stderr } = ended;
  expect(stderr).toMatch(said);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(await workshop.leftovers()).toEqual([]);
}

describe('a port', () => {
  async function take(port: number): Promise<Server> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  test('that another program has is told with that program, at once', async ({ workshop }) => {
    const { flags, https } = await workshop.listen();
    let started = performance.now();
    const good = workshop.start(['up', ...flags]);
    await good.says(/fairlead · nginx/);
    const usualMs = performance.now() - started;
    await good.end();

    const server = await take(https);
    started = performance.now();
    const ended = await workshop.run(['up', ...flags]);
    // nginx itself tries for 2.5 s before it gives up.
    expect(performance.now() - started).toBeLessThan(usualMs + 2_000);
    server.close();
    await expectRefused(
      workshop,
      ended,
      `fairlead: nginx cannot listen on 127.0.0.1:${https}: node (process ${process.pid}) already ` +
        'does (EADDRINUSE). Choose another port, or stop that program.',
    );
  });

  test('that another up has: the first lives on', async ({ workshop }) => {
    const { flags, https } = await workshop.listen();
    const first = workshop.start(['up', ...flags]);
    const [, pid] = await first.says(/nginx is process (\d+)/);
    const second = await openWorkshop();
    const ended = await second.run(['up', ...flags]);
    await expectRefused(
      second,
      ended,
      new RegExp(
        `^fairlead: nginx cannot listen on 127\\.0\\.0\\.1:${https}: \\S+ \\(process ${pid}\\)`,
      ),
    );
    await second.close();
    const again = await first.end();
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('that needs root is refused to others, with the cure', async ({ workshop, skip }) => {
    const lowest = Number(
      await readFile('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8').catch(() => '1024'),
    );
    if (lowest <= 1) skip('this system gives every port to everybody');
    const dropped = await commandWithoutRoot(workshop);
    if (dropped === undefined) skip('there is no setpriv to give up root with');
    const port = Math.min(lowest, 1024) - 1;
    const ended = await workshop.run([], {
      command: [...(dropped ?? []), 'up', '--tls', 'none', '--listen-http', `${port}`],
      environment: await withReadableNginx(workshop),
    });
    await expectRefused(
      workshop,
      ended,
      new RegExp(
        `^fairlead: nginx may not listen on 127\\.0\\.0\\.1:${port} \\(EACCES\\)\\. Ports below`,
      ),
    );
  });
});

/** `node main.js`, as a user without rights. */
async function commandWithoutRoot(workshop: Workshop): Promise<string[] | undefined> {
  if (!isRoot) return [process.execPath, MAIN];
  const NOBODY = '65534';
  const drop = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  // The checkout may be out of reach for others, so the try is the real command.
  const command = [...drop, process.execPath, MAIN];
  const works = await run('setpriv', [...command.slice(1), '--version']).then(
    () => true,
    () => false,
  );
  if (!works) return undefined;
  await chmod(join(workshop.folder, 'tmp'), 0o777);
  return command;
}

/** An environment whose nginx everybody can run: ours may be in root's own folder. */
async function withReadableNginx(workshop: Workshop): Promise<NodeJS.ProcessEnv> {
  const nginx = await findNginx({ environment: { ...process.env, FAIRLEAD_NGINX: undefined } });
  if (nginx?.origin !== 'managed') return workshop.environment;
  const cache = join(workshop.folder, 'cache');
  const managed = join(cache, 'fairlead', 'nginx');
  await mkdir(managed, { recursive: true });
  const copy = join(cacheFolder(process.env), 'nginx', nginx.version);
  await run('cp', ['-r', copy, join(managed, nginx.version)]);
  return { ...workshop.environment, XDG_CACHE_HOME: cache, HOME: workshop.folder };
}

describe('a certificate', () => {
  const UP = ['up', '--backend', '127.0.0.1:1', '--server-name', 'ws.example.com'] as const;

  async function runWith(workshop: Workshop, tls: string): Promise<Ended> {
    return workshop.run([...UP, '--tls', tls, '--listen', `${await workshop.port()}`]);
  }

  test('that is not there', async ({ workshop }) => {
    await workshop.certificate();
    const ended = await runWith(workshop, 'missing.pem,key.pem');
    const file = join(workshop.folder, 'missing.pem');
    const said = `fairlead: tls.certificate: got ${file} (ENOENT), expected a PEM file that can be read`;
    await expectRefused(workshop, ended, said);
  });

  test('that may not be read', async ({ workshop, skip }) => {
    const dropped = await commandWithoutRoot(workshop);
    if (dropped === undefined) skip('there is no setpriv to give up root with');
    await workshop.certificate();
    await chmod(join(workshop.folder, 'key.pem'), 0);
    const ended = await workshop.run([], {
      command: [
        ...(dropped ?? []),
        ...UP,
        ...['--tls', 'cert.pem,key.pem', '--listen', `${await workshop.port()}`],
      ],
      environment: await withReadableNginx(workshop),
    });
    await expectRefused(
      workshop,
      ended,
      /tls\.key: got \S+key\.pem \(EACCES\), expected a PEM file/,
    );
  });

  test('that belongs to another key', async ({ workshop }) => {
    await workshop.certificate();
    const cert = await readFile(join(workshop.folder, 'cert.pem'), 'utf8');
    await workshop.certificate();
    await workshop.write('cert.pem', cert);
    const ended = await runWith(workshop, 'cert.pem,key.pem');
    await expectRefused(
      workshop,
      ended,
      /tls\.key: got \S+key\.pem, which is not the key of \S+cert\.pem, expected the private key/,
    );
  });

  test('that is no PEM, or whose key is none', async ({ workshop }) => {
    await workshop.certificate();
    await workshop.write('none.pem', 'hello\n');
    const one = await runWith(workshop, 'none.pem,key.pem');
    await expectRefused(
      workshop,
      one,
      /tls\.certificate: got \S+none\.pem, which holds none, expected/,
    );
    const two = await runWith(workshop, 'cert.pem,none.pem');
    await expectRefused(
      workshop,
      two,
      /tls\.key: got \S+none\.pem, which holds none, expected a PEM/,
    );
  });

  test('that has expired', async ({ workshop }) => {
    await workshop.certificate('20200201000000Z');
    const ended = await runWith(workshop, 'cert.pem,key.pem');
    await expectRefused(
      workshop,
      ended,
      /tls\.certificate: got \S+cert\.pem, which expired on .*2020/,
    );
  });
});

describe('where there is no nginx', () => {
  /** A PATH with node alone, and a cache without copies. */
  async function bare(workshop: Workshop, cache: string): Promise<NodeJS.ProcessEnv> {
    const bin = join(workshop.folder, 'bin');
    await mkdir(bin, { recursive: true });
    await symlink(process.execPath, join(bin, 'node'));
    return { ...workshop.environment, PATH: bin, XDG_CACHE_HOME: cache };
  }

  /** An nginx in a usual place would be found without PATH. */
  async function mustBeNone(environment: NodeJS.ProcessEnv, skip: (why: string) => void) {
    const nginx = await findNginx({ environment });
    if (nginx) skip(`there is one in ${nginx.executable}`);
  }

  test('and no apt either, it says how to install one', async ({ workshop, skip }) => {
    const cache = join(workshop.folder, 'cache');
    const environment = await bare(workshop, cache);
    await mustBeNone(environment, skip);
    const { flags } = await workshop.listen();
    const { status, stdout, stderr } = await workshop.run(['up', ...flags], { environment });
    expect(stderr).toMatch(
      /fairlead: .*Install nginx with .*, or name one with --nginx PATH or FAIRLEAD_NGINX\.\n$/s,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(await workshop.leftovers()).toEqual([]);
    await expect(access(cache)).rejects.toThrow();
    const listed = await workshop.run(['nginx', 'list'], { environment });
    expect(listed).toMatchObject({ status: 1, stdout: '' });
    expect(listed.stderr).toMatch(/^There is no nginx here\. Install nginx with /);
  });

  test('and the cache is no folder, it names the cache', async ({ workshop, skip }) => {
    const file = await workshop.write('file', '');
    const environment = { ...(await bare(workshop, file)), PATH: '/usr/bin:/bin' };
    await mustBeNone(environment, skip);
    if (!(await hasApt())) skip('there is no apt to fetch one with');
    const { flags } = await workshop.listen();
    const { status, stdout, stderr } = await workshop.run(['up', ...flags], { environment });
    expect(stderr).toContain(
      `fairlead: The cache folder ${join(file, 'fairlead')} cannot be written: a part of its path ` +
        'is a file, not a folder (ENOTDIR). Make room there, or set XDG_CACHE_HOME',
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('and the cache is read-only or full, it says so', async ({ workshop, skip }) => {
    const cache = join(workshop.folder, 'mounted');
    await mkdir(cache);
    const environment = { ...(await bare(workshop, cache)), PATH: '/usr/bin:/bin' };
    await mustBeNone(environment, skip);
    if (!(await hasApt())) skip('there is no apt to fetch one with');
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', cache]).then(
      () => true,
      () => false,
    );
    if (!mounted) skip('a file system cannot be mounted here');
    try {
      const { flags } = await workshop.listen();
      const full = await workshop.run(['up', ...flags], { environment });
      expect(full.stderr).toContain(
        `The cache folder ${join(cache, 'fairlead')} cannot be written: no space`,
      );
      expect(full.status).toBe(2);
      expect(await workshop.leftovers()).toEqual([]);
      expect(await readdir(join(cache, 'fairlead', 'nginx'))).toEqual([]);
      await run('mount', ['-o', 'remount,ro', cache]);
      const readOnly = await workshop.run(['up', ...flags], { environment });
      expect(readOnly.stderr).toContain(
        'cannot be written: it is on a read-only file system (EROFS)',
      );
      expect(readOnly.status).toBe(2);
      expect(await workshop.leftovers()).toEqual([]);
    } finally {
      await run('umount', [cache]);
    }
  });
});

function hasApt(): Promise<boolean> {
  return access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  );
}
