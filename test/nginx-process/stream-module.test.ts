import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createRun,
  type NginxBinary,
  preparePrefix,
  startNginx,
  testConfiguration,
} from '../../src/nginx/process/index.ts';
import { candidates, titleOf } from '../nginx-versions.ts';
import { configuration } from './real-nginx.ts';

describe.each(await candidates())('$version', (candidate) => {
  const nginx = candidate.nginx as NginxBinary;

  describe.skipIf(!candidate.nginx)(titleOf(candidate), () => {
    const loading = `load_module ${nginx?.modulesFolder}/ngx_stream_module.so;\n`;

    test('the stream module is needed, and is loaded by its absolute path', async () => {
      const { folder: prefix, remove } = await createRun();
      onTestFinished(remove);
      await preparePrefix(prefix);
      const file = join(prefix, 'nginx.conf');
      const streaming = `${configuration(prefix)}stream {}\n`;
      await writeFile(file, streaming);
      expect(await testConfiguration(nginx, { prefix, file })).toMatchObject({
        ok: false,
        messages: [{ text: 'unknown directive "stream"' }],
      });
      await writeFile(file, loading + streaming);
      expect(await testConfiguration(nginx, { prefix, file })).toEqual({ ok: true, messages: [] });
    });

    test('it forwards bytes', async () => {
      const backend = createServer((socket) => socket.end('from the backend'));
      await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void backend.close());
      const { folder: prefix, remove } = await createRun();
      onTestFinished(remove);
      const { port } = backend.address() as AddressInfo;
      const stream = `stream { server { listen unix:${prefix}/tcp.sock; proxy_pass 127.0.0.1:${port}; } }\n`;
      const running = await startNginx({
        nginx,
        prefix,
        configuration: `${loading}${configuration(prefix)}${stream}`,
      });
      try {
        expect(await text(connect(`${prefix}/tcp.sock`))).toBe('from the backend');
      } finally {
        await running.stop({ graceMs: 0 });
      }
    });
  });
});
