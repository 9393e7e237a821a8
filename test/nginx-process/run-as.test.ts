import { type ChildProcess, execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  createRun,
  type NginxBinary,
  nginxForUser,
  type ProcessUser,
  preparePrefix,
  type RunningNginx,
  startNginx,
  sweepRuns,
  testConfiguration,
  unprivilegedUser,
} from '../../src/nginx/process/index.ts';
import { groupMembers } from '../../src/nginx/process/process-table.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { expectSwept, startServing } from './owner-process.ts';
import { ask, configuration, until } from './real-nginx.ts';

const isRoot = process.getuid?.() === 0;
const WHILE = 30_000;

describe.each(await candidates())('$version', (candidate) => {
  const title = `${titleOf(candidate)}${isRoot ? '' : ' (skipped: not root)'}`;

  describe.skipIf(!candidate.nginx || !isRoot)(title, () => {
    let folder = '';
    let runs = '';
    let user: ProcessUser;
    let nginx: NginxBinary;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
      await chmod(folder, 0o711);
      runs = join(folder, 'runs');
      const found = await unprivilegedUser();
      if (!found) throw new Error('root has nobody to become');
      user = found;
      nginx = await nginxForUser(candidate.nginx as NginxBinary, { user, folder });
    });
    afterEach(() => rm(folder, { recursive: true }));

    async function start(more = ''): Promise<{ prefix: string; running: RunningNginx }> {
      const { folder: prefix } = await createRun(runs);
      const text = `${more}${configuration(prefix, { workers: 2 })}`;
      const running = await startNginx({ nginx, prefix, runAs: user, configuration: text });
      onTestFinished(async () => void (await running.stop({ graceMs: 0 })));
      return { prefix, running };
    }

    test('master and workers are the user, without our groups and rights', async () => {
      const { running, prefix } = await start(
        `load_module ${nginx.modulesFolder}/ngx_stream_module.so;\n`,
      );
      const members = await groupMembers(running.pid);
      expect(members).toHaveLength(3);
      for (const pid of members) {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        expect(status).toMatch(new RegExp(`^Uid:(\\t${user.uid}){4}$`, 'm'));
        expect(status).toMatch(new RegExp(`^Gid:(\\t${user.gid}){4}$`, 'm'));
        expect(status).toMatch(/^Groups:\s*$/m);
        expect(status).toMatch(/^CapEff:\t0+$/m);
      }
      expect(await ask(prefix)).toBe('one');
    });

    test('the prefix is the user’s alone', async () => {
      const { prefix } = await start();
      const found = [
        prefix,
        ...['nginx.conf', 'logs', 'temp', 'private'].map((name) => join(prefix, name)),
      ];
      for (const path of found) expect(await stat(path)).toMatchObject(user);
      expect((await stat(prefix)).mode & 0o777).toBe(0o700);
      expect((await stat(join(prefix, 'nginx.conf'))).mode & 0o777).toBe(0o600);
      expect((await stat(join(prefix, 'run.json'))).uid).toBe(0);
    });

    test(
      'it is reloaded, refused, started again after a crash, and stopped',
      async () => {
        const { prefix, running } = await start();
        const text = configuration(prefix, { answer: 'two' });
        expect(await running.reload(text)).toMatchObject({ outcome: 'reloaded' });
        expect(await ask(prefix)).toBe('two');
        expect(await stat(join(prefix, 'nginx.conf'))).toMatchObject(user);
        expect(await running.reload('bogus;')).toMatchObject({ outcome: 'refused' });
        const { pid } = running;
        process.kill(pid, 'SIGKILL');
        await until(
          async () => running.pid !== pid && (await ask(prefix).catch(() => '')) === 'two',
        );
        expect(await readFile(`/proc/${running.pid}/status`, 'utf8')).toContain(
          `Uid:\t${user.uid}\t`,
        );
        expect(await running.stop({ graceMs: 5000 })).toMatchObject({ how: 'quit' });
        expect(await groupMembers(running.pid)).toEqual([]);
      },
      WHILE,
    );

    test('it reads no file that only root may read', async () => {
      const { folder: prefix } = await createRun(runs);
      await preparePrefix(prefix, user);
      const secret = join(folder, 'secret');
      await writeFile(secret, '# harmless\n', { mode: 0o600 });
      const file = join(prefix, 'nginx.conf');
      await writeFile(file, `include ${secret};\n${configuration(prefix)}`);
      expect(await testConfiguration(nginx, { prefix, file, runAs: user })).toMatchObject({
        ok: false,
        messages: [{ text: `open() "${secret}" failed (13: Permission denied)` }],
      });
      expect(await testConfiguration(nginx, { prefix, file })).toMatchObject({ ok: true });
    });

    test('a test that takes too long is ended', async () => {
      const { folder: prefix } = await createRun(runs);
      await preparePrefix(prefix, user);
      const pipe = join(prefix, 'pipe');
      await promisify(execFile)('mkfifo', ['-m', '666', pipe]);
      const file = join(prefix, 'nginx.conf');
      await writeFile(file, 'include pipe;\n');
      const test = { prefix, file, runAs: user, timeoutMs: 300 };
      expect(await testConfiguration(nginx, test)).toMatchObject({
        ok: false,
        messages: [{ text: 'nginx -t did not end within 300 ms, and was killed' }],
      });
    });

    describe('whose owner is killed', () => {
      let owner: ChildProcess;
      let pid = 0;
      let prefix = '';
      beforeEach(async () => {
        // Root in more groups than its own, as after a login.
        const job = { nginx, runs, runAs: user, groups: [0, 4, 27] };
        ({ owner, pid, prefix } = await startServing(folder, job));
      });
      afterEach(async () => {
        for (const member of await groupMembers(pid)) process.kill(member, 'SIGKILL');
        owner.kill('SIGKILL');
      });

      test(
        'it ends, and the next start removes the folder',
        async () => {
          expect(await readFile(`/proc/${owner.pid}/status`, 'utf8')).toMatch(/^Groups:\s0 4 27/m);
          expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Groups:\s*$/m);
          owner.kill('SIGKILL');
          await until(async () => (await groupMembers(pid)).length === 0);
          expect(await sweepRuns(runs)).toEqual([{ folder: prefix, ended: [] }]);
          expect(await readdir(runs)).toEqual([]);
        },
        WHILE,
      );

      test(
        'with the watching process killed too, the next start ends it',
        async () => {
          await expectSwept(owner, { pid, prefix, runs });
        },
        WHILE,
      );
    });
  });
});
