import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRun, type NginxBinary, testConfiguration } from '../../src/nginx/process/index.ts';
import { commandLine, readProcessTable } from '../../src/nginx/process/process-table.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { configuration } from './real-nginx.ts';

describe.each(await candidates())('$version', (candidate) => {
  const { nginx } = candidate;

  describe.skipIf(!nginx)(titleOf(candidate), () => {
    async function judge(
      text: (prefix: string) => string,
    ): Promise<{ prefix: string; result: Awaited<ReturnType<typeof testConfiguration>> }> {
      const { folder: prefix, remove } = await createRun();
      try {
        for (const name of ['logs', 'temp']) await mkdir(join(prefix, name));
        const file = join(prefix, 'nginx.conf');
        await writeFile(file, text(prefix));
        return { prefix, result: await testConfiguration(nginx as NginxBinary, { prefix, file }) };
      } finally {
        await remove();
      }
    }

    test('a good configuration has no messages', async () => {
      expect((await judge(configuration)).result).toEqual({ ok: true, messages: [] });
    });

    test('a mistake is told with file and line', async () => {
      const { prefix, result } = await judge((folder) =>
        configuration(folder).replace('location / {', 'bogus on;\n    location / {'),
      );
      expect(result).toEqual({
        ok: false,
        messages: [
          {
            level: 'emerg',
            text: 'unknown directive "bogus"',
            file: join(prefix, 'nginx.conf'),
            line: 15,
          },
        ],
      });
    });

    test('a warning does not make it bad', async () => {
      const { result } = await judge((folder) =>
        configuration(folder).replace(
          'http {',
          `http {\n${`  server { listen unix:${folder}/web.sock; server_name a; }\n`.repeat(2)}`,
        ),
      );
      expect(result.ok).toBe(true);
      expect(result.messages).toMatchObject([
        { level: 'warn', text: expect.stringContaining('conflicting server name "a"') },
      ]);
    });

    test('a configuration that nginx waits on for ever is bad when the time is up', async () => {
      const { folder: prefix, remove } = await createRun();
      onTestFinished(remove);
      await promisify(execFile)('mkfifo', [join(prefix, 'pipe')]);
      const file = join(prefix, 'nginx.conf');
      await writeFile(file, 'events {}\ninclude pipe;\n');
      const result = await testConfiguration(nginx as NginxBinary, {
        prefix,
        file,
        timeoutMs: 300,
      });
      expect(result).toEqual({
        ok: false,
        messages: [{ level: 'error', text: 'nginx -t did not end within 300 ms, and was killed' }],
      });
      const pids = (await readProcessTable()).filter(({ ended }) => !ended).map(({ pid }) => pid);
      const commands = await Promise.all(pids.map(commandLine));
      expect(commands.filter((command) => command.includes(prefix))).toEqual([]);
    });
  });
});
