import { once } from 'node:events';
import { readFile, rename, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  createRun,
  type NginxBinary,
  type NginxEvent,
  type Run,
  type RunningNginx,
  startNginx,
} from '../../src/nginx/process/index.ts';
import { groupMembers, processStart } from '../../src/nginx/process/process-table.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { ask, configuration, takePort, until, type Variation } from './real-nginx.ts';

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    let run: Run;
    let prefix = '';
    let events: NginxEvent[] = [];
    let running: RunningNginx | undefined;
    beforeEach(async () => {
      run = await createRun();
      prefix = run.folder;
      events = [];
    });
    afterEach(async () => {
      await running?.stop({ graceMs: 0 });
      running = undefined;
      await run.remove();
    });

    async function start(variation?: Variation): Promise<RunningNginx> {
      const onEvent = (event: NginxEvent): void => {
        events.push(event);
      };
      const text = configuration(prefix, variation);
      running = await startNginx({ nginx, prefix, configuration: text, onEvent });
      return running;
    }

    function configurationFile(): Promise<string> {
      return readFile(join(prefix, 'nginx.conf'), 'utf8');
    }

    test('started, it serves; stopped, nothing of it is left', async () => {
      const { pid, workers, stop } = await bound(start({ workers: 2 }));
      expect(await ask(prefix)).toBe('one');
      expect(await workers()).toHaveLength(2);
      expect(await groupMembers(pid)).toHaveLength(3);
      const started = await processStart(pid);
      expect(JSON.parse(await readFile(join(prefix, 'run.json'), 'utf8'))).toMatchObject({
        owner: { pid: process.pid },
        nginx: { pid, start: started },
      });
      expect(await stop({ graceMs: 10_000 })).toMatchObject({ how: 'quit' });
      expect(await groupMembers(pid)).toEqual([]);
      expect(events).toEqual([]);
    });

    test('a reload brings the new answer, and lets old requests end', async () => {
      const { port, answer } = await slowBackend();
      const { reload, workers } = await bound(start({ backend: port }));
      const before = await workers();
      const slow = ask(prefix, '/backend');
      const held = await answer;

      const text = configuration(prefix, { answer: 'two' });
      const result = await reload(text);
      expect(result).toMatchObject({ outcome: 'reloaded', oldWorkers: before });
      expect(await ask(prefix)).toBe('two');
      expect(await configurationFile()).toBe(text);
      const after = await workers();
      expect(after).toHaveLength(1);
      expect(after).not.toEqual(before);

      held.end('late');
      expect(await slow).toBe('late');
    });

    test('reloads at the same time follow each other', async () => {
      const { reload } = await bound(start());
      const results = await Promise.all(
        ['two', 'three', undefined].map((answer) =>
          reload(answer && configuration(prefix, { answer })),
        ),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual(['reloaded', 'reloaded', 'reloaded']);
      expect(await ask(prefix)).toBe('three');
    });

    test('a reload with a mistake is refused with file and line', async () => {
      const { reload, workers } = await bound(start());
      const before = await workers();
      const old = await configurationFile();
      const result = await reload(old.replace('access_log off;', 'access_log off;\n  bogus;'));
      expect(result).toEqual({
        outcome: 'refused',
        messages: [
          {
            level: 'emerg',
            text: 'unknown directive "bogus"',
            file: join(prefix, 'nginx.conf'),
            line: 7,
          },
        ],
      });
      expect(await configurationFile()).toBe(old);
      expect(await workers()).toEqual(before);
      expect(await ask(prefix)).toBe('one');
    });

    test('a reload that fails at run time is refused, and the old one serves on', async () => {
      const { server, port } = await takePort();
      onTestFinished(() => void server.close());
      const { reload, workers } = await bound(start());
      const before = await workers();
      const old = await configurationFile();
      const listen = `127.0.0.1:${port}`;
      const result = await reload(configuration(prefix, { answer: 'two', listen }));
      expect(result).toEqual({
        outcome: 'refused',
        messages: [
          { level: 'emerg', text: `bind() to ${listen} failed (98: Address already in use)` },
        ],
      });
      expect(await configurationFile()).toBe(old);
      expect(await workers()).toEqual(before);
      expect(await ask(prefix)).toBe('one');
      // The refusal is not remembered: the next one is judged for itself.
      expect(await reload(configuration(prefix, { answer: 'three' }))).toMatchObject({
        outcome: 'reloaded',
      });
      expect(await ask(prefix)).toBe('three');
    }, 20_000);

    test('logs are opened anew', async () => {
      const { reopenLogs } = await bound(start());
      const log = join(prefix, 'logs', 'error.log');
      await rename(log, `${log}.1`);
      reopenLogs();
      await until(() =>
        stat(log).then(
          () => true,
          () => false,
        ),
      );
    });

    test('a killed worker is replaced by nginx itself', async () => {
      const { pid, workers } = await bound(start({ workers: 2 }));
      const [first = 0, second = 0] = await workers();
      process.kill(first, 'SIGKILL');
      await until(async () => {
        const now = await workers();
        return now.length === 2 && !now.includes(first) && now.includes(second);
      });
      expect(running?.pid).toBe(pid);
      expect(events).toEqual([]);
      expect(await ask(prefix)).toBe('one');
    });

    test('a killed master is started again, without its old workers', async () => {
      const { pid } = await bound(start({ workers: 2 }));
      process.kill(pid, 'SIGKILL');
      await until(() => events.some(({ kind }) => kind === 'restarted'));
      expect(events).toMatchObject([
        { kind: 'exited', pid, signal: 'SIGKILL', restartInMs: 250 },
        { kind: 'restarted', pid: running?.pid },
      ]);
      expect(running?.pid).not.toBe(pid);
      expect(await groupMembers(pid)).toEqual([]);
      expect(await ask(prefix)).toBe('one');
    });

    test('stopped while it waits to be started again, it stays away', async () => {
      const { pid, stop, reload } = await bound(start());
      process.kill(pid, 'SIGKILL');
      await until(() => events.length > 0);
      expect(await reload()).toMatchObject({ outcome: 'refused' });
      await stop({ graceMs: 1000 });
      expect(events.map(({ kind }) => kind)).toEqual(['exited']);
      expect(await groupMembers(pid)).toEqual([]);
    });

    test('a request that does not end is cut when the time of grace is over', async () => {
      const { port, answer } = await slowBackend();
      const { pid, stop } = await bound(start({ backend: port }));
      const cut = expect(ask(prefix, '/backend')).rejects.toThrow();
      await answer;
      expect(await stop({ graceMs: 50 })).toMatchObject({ how: 'term' });
      await cut;
      expect(await groupMembers(pid)).toEqual([]);
    });

    test('a port that is taken is told with its holder, at once', async () => {
      const { server, port } = await takePort();
      onTestFinished(() => void server.close());
      const listen = `127.0.0.1:${port}`;
      const error = await start({ listen }).catch((cause: unknown) => cause);
      expect(error).toMatchObject({
        name: 'NginxStartError',
        kind: 'port-taken',
        address: listen,
        message: expect.stringContaining(`cannot listen on ${listen}`),
        holder: { pid: process.pid },
      });
      await expect(ask(prefix)).rejects.toThrow();
    });

    test('a configuration that is no good is told with nginx’s words', async () => {
      const bad = 'pid nginx.pid;\nevents {}\nbogus on;\n';
      await expect(startNginx({ nginx, prefix, configuration: bad })).rejects.toMatchObject({
        kind: 'configuration',
        message: `nginx refuses the configuration: [emerg] unknown directive "bogus" in ${prefix}/nginx.conf:3`,
        messages: [{ file: `${prefix}/nginx.conf`, line: 3 }],
      });
    });
  });
});

/** The methods of a running nginx, to be called without it. */
async function bound(
  starting: Promise<RunningNginx>,
): Promise<Pick<RunningNginx, 'pid' | 'workers' | 'reload' | 'reopenLogs' | 'stop'>> {
  const nginx = await starting;
  return {
    pid: nginx.pid,
    workers: async () => (await nginx.workers()).sort(),
    reload: (text) => nginx.reload(text),
    reopenLogs: () => nginx.reopenLogs(),
    stop: (options) => nginx.stop(options),
  };
}

/** A backend whose first request is answered when the test says so. */
async function slowBackend(): Promise<{ port: number; answer: Promise<ServerResponse> }> {
  let arrived: (response: ServerResponse) => void = () => {};
  const answer = new Promise<ServerResponse>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((_, response) => arrived(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, answer };
}
