import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweepRuns } from '../../../src/nginx/process/index.ts';
import { until } from '../../nginx-process/real-nginx.ts';
import { newestNginx } from '../../nginx-versions.ts';
import { nginxBelow } from './nginx-below.ts';
import { newWorld, Prover } from './prover-process.ts';

const newest = (await newestNginx())?.version;

const GOOD = `
events {}
http {
  server {
    listen 80;
    location / {
      proxy_pass http://127.0.0.1:3000;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
    }
  }
}
`;

describe.skipIf(newest === undefined)(
  `what is left of a proof${newest === undefined ? ' (skipped: no nginx)' : ''}`,
  () => {
    let world = '';
    let script = '';
    let temporary = '';
    let prover: Prover | undefined;
    beforeAll(async () => {
      ({ world, script } = await newWorld());
    });
    beforeEach(async () => {
      temporary = await mkdtemp(join(world, 'tmp-'));
      await chmod(temporary, 0o755);
    });
    afterEach(async () => {
      prover?.process.kill('SIGKILL');
      // A test that failed may have left what it is about.
      for (const pid of await nginxBelow(temporary)) process.kill(pid, 'SIGKILL');
    });
    afterAll(() => rm(world, { recursive: true, force: true }));

    async function start(configuration: string, through: readonly string[] = []): Promise<Prover> {
      const folder = await mkdtemp(join(world, 'site-'));
      const path = join(folder, 'nginx.conf');
      await writeFile(path, configuration);
      const options = { path, urls: ['ws://app.example.com/ws'], nginx: newest };
      const env = { ...process.env, TMPDIR: temporary };
      prover = new Prover(script, options, { env, cwd: world }, through);
      return prover;
    }

    async function startAndSeeNginx(): Promise<Prover> {
      const started = await start(GOOD);
      expect(await started.next()).toEqual({ kind: 'begun' });
      await until(async () => (await nginxBelow(temporary)).length > 0);
      return started;
    }

    async function nothingIsLeft(): Promise<void> {
      expect(await nginxBelow(temporary)).toEqual([]);
      const [runs, ...others] = await readdir(temporary);
      expect(others).toEqual([]);
      expect(runs === undefined ? [] : await readdir(join(temporary, runs))).toEqual([]);
    }

    test('nothing after success', async () => {
      const started = await start(GOOD);
      expect(await started.result()).toMatchObject({ kind: 'proven' });
      await nothingIsLeft();
      // Nothing keeps it, such as a port that it listens on.
      await started.end();
      expect(started.process.exitCode).toBe(0);
    });

    test('nothing after nginx refused the configuration', async () => {
      const started = await start(GOOD.replace('listen 80;', 'listen 80; bogus on;'));
      expect(await started.result()).toMatchObject({
        kind: 'proven',
        outcomes: { 'config-valid': 'fails' },
      });
      await nothingIsLeft();
      await started.end();
    });

    test('nothing after a backend could not be started', async () => {
      const servers = Array.from({ length: 400 }, (_, at) => `server 10.0.0.1:${1000 + at};`);
      const group = `upstream many { ${servers.join(' ')} } server { listen 80;`;
      const few = ['/bin/sh', '-c', 'ulimit -n 200; exec "$@"', 'sh'];
      const started = await start(GOOD.replace('server {\n    listen 80;', group), few);
      expect(await started.result()).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('EMFILE'),
      });
      await nothingIsLeft();
      await started.end();
    });

    test('nothing after it was interrupted', async () => {
      const started = await startAndSeeNginx();
      started.process.kill('SIGINT');
      expect(await started.result()).toEqual({ kind: 'failed', message: 'interrupted' });
      await nothingIsLeft();
      await started.end();
    });

    test('no process after it was killed, and nothing after the next run', async () => {
      const started = await startAndSeeNginx();
      const exit = once(started.process, 'exit');
      started.process.kill('SIGKILL');
      await exit;
      // What watches over nginx ends it, and lets its requests end first.
      await until(async () => (await nginxBelow(temporary)).length === 0);
      const [runs = ''] = await readdir(temporary);
      expect(await readdir(join(temporary, runs))).not.toEqual([]);
      const next = await start(GOOD);
      expect(await next.result()).toMatchObject({ kind: 'proven' });
      await nothingIsLeft();
      await next.end();
    });

    test('the next run leaves alone what another is at', async () => {
      const started = await startAndSeeNginx();
      const [runs = ''] = await readdir(temporary);
      expect(await sweepRuns(join(temporary, runs))).toEqual([]);
      expect(await started.result()).toMatchObject({ kind: 'proven' });
      await started.end();
    });
  },
);
