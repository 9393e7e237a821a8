import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningGateway } from '../../gateway/start-gateway.ts';
import { describeMessage } from '../../nginx/process/index.ts';
import type { NginxControl } from '../../probe/site.ts';

/** As much of the log's end as holds the newest lines. */
const TAIL_BYTES = 64 * 1024;
const LINE_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** What the checks ask of the gateway's nginx. */
export function controlOf(gateway: RunningGateway): NginxControl {
  return {
    test: () => gateway.test(),
    reload: async () => {
      const result = await gateway.reload();
      if (result.outcome === 'reloaded') return null;
      return result.messages.map(describeMessage).join('; ');
    },
    accessLogLine: async (text) => {
      const deadline = performance.now() + LINE_WITHIN_MS;
      while (performance.now() < deadline) {
        const line = (await tail(gateway.accessLog)).findLast((each) => each.includes(text));
        if (line !== undefined) return line;
        await delay(LOOK_EVERY_MS);
      }
      return null;
    },
  };
}

async function tail(file: string): Promise<string[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const buffer = Buffer.alloc(size - start);
    await handle.read(buffer, 0, buffer.length, start);
    return buffer.toString('utf8').split('\n');
  } finally {
    await handle.close();
  }
}
