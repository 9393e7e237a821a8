import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NginxBinary, sweepRuns } from '../../src/nginx/process/index.ts';
import { commandLine, groupMembers } from '../../src/nginx/process/process-table.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { expectSwept, lifelineOf, startServing } from './owner-process.ts';
import { ask, until } from './real-nginx.ts';

const WHILE = 30_000;

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let folder = '';
    let runs = '';
    let owner: ChildProcess;
    let pid = 0;
    let prefix = '';
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
      runs = join(folder, 'runs');
      ({ owner, pid, prefix } = await startServing(folder, { nginx, runs }));
    });
    afterEach(async () => {
      for (const member of await groupMembers(pid)) process.kill(member, 'SIGKILL');
      owner.kill('SIGKILL');
      await rm(folder, { recursive: true });
    });

    async function nginxIsGone(): Promise<boolean> {
      return (await groupMembers(pid)).length === 0;
    }

    test(
      'an owner that is killed leaves no nginx; the next start removes the folder',
      async () => {
        const lifeline = await lifelineOf(owner);
        owner.kill('SIGKILL');
        await until(nginxIsGone);
        await until(async () => (await commandLine(lifeline)) === '');
        await access(prefix);
        expect(await sweepRuns(runs)).toEqual([{ folder: prefix, ended: [] }]);
        expect(await readdir(runs)).toEqual([]);
      },
      WHILE,
    );

    test(
      'an owner that leaves without stopping leaves no nginx',
      async () => {
        owner.stdin?.write('exit\n');
        await once(owner, 'exit');
        await until(nginxIsGone);
      },
      WHILE,
    );

    test(
      'an owner that stops its nginx can leave, and nothing is left',
      async () => {
        const lifeline = await lifelineOf(owner);
        owner.stdin?.write('stop\n');
        const [code] = await once(owner, 'exit');
        expect(code).toBe(0);
        expect(await groupMembers(pid)).toEqual([]);
        expect(await commandLine(lifeline)).toBe('');
        expect(await readdir(runs)).toEqual([]);
      },
      WHILE,
    );

    test(
      'with the watching process killed too, the next start ends nginx',
      async () => {
        await expectSwept(owner, { pid, prefix, runs });
      },
      WHILE,
    );

    test(
      'while the owner lives, a sweep leaves its nginx alone',
      async () => {
        expect(await sweepRuns(runs)).toEqual([]);
        expect(await ask(prefix)).toBe('one');
      },
      WHILE,
    );
  });
});
