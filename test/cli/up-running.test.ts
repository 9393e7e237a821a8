import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { handshake, type LivePath, openManyTunnels, type Tunnel } from '../../src/probe/index.ts';
import { startEcho } from './echo-backend.ts';
import type { RunningFairlead } from './running-fairlead.ts';
import { test } from './workshop.ts';

const PATIENCE = { timeoutMs: 10_000 };

/** The plain listener of a fairlead that runs here, as a client finds it. */
function pathTo(port: number, path = '/'): LivePath {
  return {
    url: new URL(`ws://localhost:${port}${path}`),
    connect: { host: '127.0.0.1', port },
    ...PATIENCE,
  };
}

async function openTunnel(path: LivePath): Promise<Tunnel> {
  const result = await handshake(path);
  if (result.kind !== 'open') throw new Error(`no tunnel: ${JSON.stringify(result)}`);
  return result.tunnel;
}

/** Its folder, from the line that names its configuration. */
async function folderOf(fairlead: RunningFairlead): Promise<string> {
  const [, folder = ''] = await fairlead.says(/config {4}(\S+)\/nginx\.conf/);
  return folder;
}

describe('up without --once, without a terminal', () => {
  test.for(['SIGTERM', 'SIGINT'] as const)(
    'proves, keeps running, and ends by %s',
    async (signal, { workshop }) => {
      const { flags } = await workshop.listen();
      const fairlead = workshop.start(['up', ...flags]);
      await fairlead.says(/ {2}22 hold · 0 fail · 1 not judged\n/);
      await fairlead.says(/ {2}2 of 2 backends up · nginx is process \d+ · SIGTERM ends it\n/);
      const { status, stdout, stderr } = await fairlead.end(signal);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toContain('\u001b');
      expect(await workshop.leftovers()).toEqual([]);
    },
  );

  test('ends where nobody reads it any more, and leaves nothing', async ({ workshop }) => {
    const { flags } = await workshop.listen();
    const fairlead = workshop.start(['up', ...flags]);
    fairlead.stopReading();
    expect(await fairlead.ended()).toMatchObject({ status: 0, stderr: '' });
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('a second signal ends the wait for open tunnels', async ({ workshop }) => {
    const backend = await startEcho();
    try {
      const { flags, http } = await workshop.listen();
      const fairlead = workshop.start(['up', '--backend', backend.address, ...flags]);
      await fairlead.says(/SIGTERM ends it/);
      const tunnel = await openTunnel(pathTo(http));
      fairlead.signal('SIGTERM');
      await fairlead.says(/ending; 1 open connection has up to 10 s/);
      const asked = performance.now();
      const { status } = await fairlead.end('SIGTERM');
      expect(performance.now() - asked).toBeLessThan(8_000);
      expect(status).toBe(0);
      expect((await tunnel.ended).how).not.toBe('ours');
      expect(await workshop.leftovers()).toEqual([]);
    } finally {
      await backend.close();
    }
  });
});

describe('settings', () => {
  test('come from fairlead.config.js, with flags over them, and again at SIGHUP', async ({
    workshop,
  }) => {
    const backend = await startEcho();
    try {
      const { flags, http } = await workshop.listen();
      const config = (path: string) =>
        workshop.write(
          'fairlead.config.mjs',
          `export default { backends: ['${backend.address}'], paths: ['${path}'], listen: { http: '1' } };\n`,
        );
      await config('/one/');
      const fairlead = workshop.start(['up', ...flags]);
      await fairlead.says(/SIGTERM ends it/);
      const folder = await folderOf(fairlead);
      const tunnel = await openTunnel(pathTo(http, '/one/'));
      expect(await readFile(join(folder, 'nginx.conf'), 'utf8')).toContain('location /one/');

      await config('/two/');
      fairlead.signal('SIGHUP');
      await fairlead.says(/✓ reloaded in \d+ ms; open tunnels stay with the old workers\n/);
      expect(await readFile(join(folder, 'nginx.conf'), 'utf8')).toContain('location /two/');
      expect((await handshake(pathTo(http, '/one/'))).kind).not.toBe('open');
      const newer = await openTunnel(pathTo(http, '/two/'));
      expect(await tunnel.echo('still here', PATIENCE)).toMatchObject({ kind: 'echo' });

      await config('three');
      fairlead.signal('SIGHUP');
      await fairlead.says(
        /✗ not reloaded, the old settings hold: \S+fairlead\.config\.mjs: paths\.0: got three, expected a path/,
      );
      expect(await newer.echo('and here', PATIENCE)).toMatchObject({ kind: 'echo' });
      const newest = await openTunnel(pathTo(http, '/two/'));
      for (const open of [tunnel, newer, newest]) await open.close();
      await fairlead.end();
      expect(await workshop.leftovers()).toEqual([]);
    } finally {
      await backend.close();
    }
  });

  test('come from fairlead.config.json; what is wrong there is told with the file', async ({
    workshop,
  }) => {
    await workshop.write('fairlead.config.json', '{ "backend": "127.0.0.1:8080" }');
    const { status, stderr } = await workshop.run(['up', '--once']);
    expect(stderr).toMatch(
      /^fairlead: \S+fairlead\.config\.json: backend: got a setting that does not exist, expected one of listen, /,
    );
    expect(status).toBe(2);
    await workshop.write('other.json', '{ "backends": ');
    const other = await workshop.run(['up', '--once', '--config', 'other.json']);
    expect(other.stderr).toMatch(/^fairlead: --config: got \S+other\.json \(.*JSON.*\), expected/);
    expect(other.status).toBe(2);
  });

  test('the backends of a reload are those that are watched', async ({ workshop }) => {
    const backend = await startEcho();
    try {
      const gone = `127.0.0.1:${await workshop.port()}`;
      const { flags } = await workshop.listen();
      const config = (address: string) =>
        workshop.write('fairlead.config.json', JSON.stringify({ backends: [address] }));
      await config(backend.address);
      const fairlead = workshop.start(['up', ...flags]);
      await fairlead.says(/1 of 1 backend up/);
      await config(gone);
      fairlead.signal('SIGHUP');
      await fairlead.says(/✓ reloaded in/);
      await fairlead.says(new RegExp(`! backend ${gone} accepts no connection`));
    } finally {
      await backend.close();
    }
  });
});

test('logs are opened anew at SIGUSR2, in the folder of --logs', async ({ workshop }) => {
  const backend = await startEcho();
  try {
    const { flags, http } = await workshop.listen();
    const fairlead = workshop.start([
      ...['up', '--backend', backend.address, '--logs', 'kept', '--log-format', 'text', ...flags],
    ]);
    await fairlead.says(/SIGTERM ends it/);
    const log = join(workshop.folder, 'kept', 'access.log');
    expect(fairlead.said).toContain(`log       ${log}\n`);
    await rename(log, `${log}.1`);
    fairlead.signal('SIGUSR2');
    await expect.poll(() => readFile(log, 'utf8').catch(() => null), PATIENCE_OF_POLL).toBe('');
    const tunnel = await openTunnel(pathTo(http, '/?mark=newer'));
    await tunnel.close();
    await expect.poll(() => readFile(log, 'utf8'), PATIENCE_OF_POLL).toContain('mark=newer');
    await fairlead.end();
    expect(await readFile(log, 'utf8')).toContain('mark=newer');
    expect(await workshop.leftovers()).toEqual([]);
  } finally {
    await backend.close();
  }
});

const PATIENCE_OF_POLL = { timeout: 20_000 } as const;

test('1,000 tunnels live through a reload of the settings', async ({ workshop }) => {
  const { flags, http } = await workshop.listen();
  const fairlead = workshop.start(['up', ...flags]);
  await fairlead.says(/SIGTERM ends it/);
  const many = await openManyTunnels(pathTo(http, '/ws/'), {
    count: 1_000,
    handshake: { headers: [['Origin', `http://localhost:${http}`]] },
  });
  fairlead.signal('SIGHUP');
  await fairlead.says(/✓ reloaded in/);
  expect(await many.echoAll()).toMatchObject({
    opened: 1_000,
    alive: 1_000,
    silent: 0,
    dropped: [],
    failures: [],
  });
  await many.close();
  await fairlead.end();
  expect(await workshop.leftovers()).toEqual([]);
});
