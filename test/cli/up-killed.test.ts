import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { describe, expect } from 'vitest';
import { commandLine, readProcessTable } from '../../src/nginx/process/process-table.ts';
import { readChildren } from '../../src/nginx/process/workers.ts';
import {
  type LivePath,
  type ManyTunnels,
  type ManyTunnelsReport,
  openManyTunnels,
} from '../../src/probe/index.ts';
import type { RunningFairlead } from './running-fairlead.ts';
import { test } from './workshop.ts';

const POLL = { timeout: 30_000, interval: 50 } as const;

async function pidOfNginx(fairlead: RunningFairlead): Promise<number> {
  const [, pid] = await fairlead.says(/nginx is process (\d+)/);
  return Number(pid);
}

async function childrenOf(pid: number): Promise<number[]> {
  const table = await readProcessTable();
  return table.filter(({ parent, ended }) => parent === pid && !ended).map((entry) => entry.pid);
}

async function nodesOf(fairlead: RunningFairlead): Promise<number[]> {
  const children = await childrenOf(fairlead.pid);
  const lines = await Promise.all(children.map(commandLine));
  return children.filter((_, index) => lines[index]?.includes('node-process'));
}

/** Workers that have tunnels: each is two files more than an idle worker has. */
async function busyWorkers(nginx: number): Promise<number[]> {
  const IDLE_FILES = 40;
  const { workers } = await readChildren(nginx);
  const files = await Promise.all(workers.map((pid) => readdir(`/proc/${pid}/fd`)));
  return workers.filter((_, index) => (files[index]?.length ?? 0) > IDLE_FILES);
}

/** Tunnels to the embedded backend over the plain listener. */
function tunnels(port: number, count: number): ReturnType<typeof openManyTunnels> {
  const path: LivePath = {
    url: new URL(`ws://localhost:${port}/ws/`),
    connect: { host: '127.0.0.1', port },
    timeoutMs: 10_000,
  };
  return openManyTunnels(path, {
    count,
    handshake: { headers: [['Origin', `http://localhost:${port}`]] },
  });
}

describe('kill -9', () => {
  test('of up leaves no nginx and no node; the next up cleans up and says so', async ({
    workshop,
  }) => {
    const { flags } = await workshop.listen();
    const fairlead = workshop.start(['up', ...flags]);
    await pidOfNginx(fairlead);
    const [run = ''] = await readdir(workshop.runs);
    await fairlead.end('SIGKILL');
    // Its folder alone stays: nobody of ours lives to remove it.
    await expect.poll(() => workshop.leftovers(), POLL).toEqual([`folder ${run}`]);

    const next = workshop.start(['up', ...flags]);
    await next.says(
      new RegExp(`! cleaned up after a fairlead that died: ${workshop.runs}/${run}\\n`),
    );
    await next.says(/fairlead · nginx/);
    await next.end();
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('of a worker ends its tunnels alone', async ({ workshop, skip }) => {
    if (availableParallelism() < 2) skip('nginx has one worker here: there is one processor');
    const { flags, http } = await workshop.listen();
    const fairlead = workshop.start(['up', ...flags]);
    const nginx = await pidOfNginx(fairlead);
    const many: ManyTunnels[] = [];
    // Which worker takes a connection is chance, so there are more until two have some.
    await expect
      .poll(async () => {
        many.push(await tunnels(http, 100));
        return (await busyWorkers(nginx)).length;
      }, POLL)
      .toBeGreaterThan(1);
    const [victim = 0] = await busyWorkers(nginx);
    process.kill(victim, 'SIGKILL');
    await expect.poll(() => childrenOf(nginx), POLL).not.toContain(victim);
    const reports = await Promise.all(many.map((each) => each.echoAll()));
    const sum = (of: (report: ManyTunnelsReport) => number): number =>
      reports.reduce((total, report) => total + of(report), 0);
    expect(sum(({ silent }) => silent)).toBe(0);
    expect(sum(({ dropped }) => dropped.length)).toBeGreaterThan(0);
    expect(sum(({ alive }) => alive)).toBeGreaterThan(0);
    // nginx puts another in its place.
    const fresh = await tunnels(http, 10);
    expect(await fresh.echoAll()).toMatchObject({ opened: 10, alive: 10 });
    for (const open of [...many, fresh]) await open.close();
    await fairlead.end();
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('of the nginx master: it comes back, and both is told', async ({ workshop }) => {
    const { flags, http } = await workshop.listen();
    const fairlead = workshop.start(['up', ...flags]);
    const nginx = await pidOfNginx(fairlead);
    process.kill(nginx, 'SIGKILL');
    await fairlead.says(
      new RegExp(
        `! nginx \\(process ${nginx}\\) ended although nobody stopped it; again in \\d+ ms\\n`,
      ),
    );
    await fairlead.says(/✓ nginx runs again \(process \d+\) after \d+ ms\n/);
    const many = await tunnels(http, 5);
    expect(await many.echoAll()).toMatchObject({ opened: 5, alive: 5 });
    await many.close();
    await fairlead.end();
    expect(await workshop.leftovers()).toEqual([]);
  });

  test('of a node: it comes back, and both is told', async ({ workshop }) => {
    const { flags } = await workshop.listen();
    const fairlead = workshop.start(['up', ...flags]);
    await pidOfNginx(fairlead);
    const [node = 0] = await nodesOf(fairlead);
    process.kill(node, 'SIGKILL');
    const [, name] = await fairlead.says(/! node (\w) ended \(signal SIGKILL\); again in \d+ ms\n/);
    await fairlead.says(new RegExp(`✓ node ${name} runs again \\(process \\d+\\)\n`));
    expect(await nodesOf(fairlead)).toHaveLength(2);
    await fairlead.end();
    expect(await workshop.leftovers()).toEqual([]);
  });
});
