import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type BuiltDemo, buildDemo } from '../../test/browser/build-demo.ts';
import { TestSocket } from './clients.fixture.ts';
import type { NodeEvent, RunningNodes, startNodes } from './start-nodes.ts';

let demo: BuiltDemo;
let start: typeof startNodes;

beforeAll(async () => {
  demo = await buildDemo();
  // The processes need JavaScript beside them, so the built module is the one under test.
  ({ startNodes: start } = await import(pathToFileURL(join(demo.folder, 'start-nodes.js')).href));
}, 60_000);

afterAll(() => demo.remove());

async function startForTest(): Promise<RunningNodes> {
  const nodes = await start({ count: 2 });
  onTestFinished(() => nodes.close());
  return nodes;
}

function nextEvent(nodes: RunningNodes, type: NodeEvent['type']): Promise<NodeEvent> {
  return new Promise((resolve) => {
    const stop = nodes.onEvent((event) => {
      if (event.type !== type) return;
      stop();
      resolve(event);
    });
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isListening(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  return answer !== undefined;
}

test('two processes share one board, and end with a goodbye', async () => {
  const nodes = await startForTest();
  expect(nodes.nodes.map(({ name }) => name)).toEqual(['a', 'b']);
  const pids = nodes.nodes.map(({ pid }) => pid);
  expect(new Set([...pids, process.pid]).size).toBe(3);
  const [a, b] = nodes.nodes.map(({ port }) => new TestSocket(`ws://127.0.0.1:${port}/ws/`));
  await Promise.all([a?.next('snapshot'), b?.next('snapshot')]);
  a?.say({ type: 'set', number: 1, lamp: 0, lit: true });
  expect(await b?.next('change')).toMatchObject({ step: 1, lamp: 0, node: 'a' });

  await nodes.close();
  expect(await Promise.all([a?.closed, b?.closed])).toEqual([1001, 1001]);
  expect(pids.filter(isRunning)).toEqual([]);
}, 30_000);

test('a node that is killed comes back on its ports, with the board as it is', async () => {
  const nodes = await startForTest();
  const [a, b] = nodes.nodes;
  if (a === undefined || b === undefined) throw new Error('Two nodes were asked for.');
  const before = { port: a.port, inspectPort: a.inspectPort, pid: a.pid };
  const page = new TestSocket(`ws://127.0.0.1:${b.port}/ws/`);
  const { epoch } = await page.next('snapshot');
  const [ended, started] = [nextEvent(nodes, 'ended'), nextEvent(nodes, 'started')];
  process.kill(a.pid, 'SIGKILL');
  expect(await ended).toMatchObject({ name: 'a', how: 'signal SIGKILL' });
  page.say({ type: 'set', number: 1, lamp: 0, lit: true });
  await page.next('ack');
  await started;
  expect(a).toMatchObject({ port: before.port, inspectPort: before.inspectPort });
  expect(a.pid).not.toBe(before.pid);
  const back = new TestSocket(`ws://127.0.0.1:${a.port}/ws/?since=${epoch}.0`);
  expect(await back.next('change')).toMatchObject({ step: 1, lamp: 0, node: 'b' });
}, 30_000);

test('the nodes end when their parent is killed', async () => {
  const script = join(demo.folder, 'parent.mjs');
  await writeFile(
    script,
    `import { startNodes } from './start-nodes.js';
     const { nodes } = await startNodes({ count: 2 });
     process.send(nodes.map(({ port }) => port));`,
  );
  const parent = fork(script, [], { execArgv: [] });
  const [ports] = (await once(parent, 'message')) as [number[]];
  expect(await Promise.all(ports.map(isListening))).toEqual([true, true]);
  parent.kill('SIGKILL');
  // By their ports: where nobody collects orphans, the process ids of dead ones stay taken.
  await expect
    .poll(() => Promise.all(ports.map(isListening)), { timeout: 10_000 })
    .toEqual([false, false]);
}, 30_000);

test('the page is the one that was built beside the processes', async () => {
  const nodes = await startForTest();
  const [node] = nodes.nodes;
  const page = await fetch(`http://127.0.0.1:${node?.port}/`);
  expect(await page.text()).toContain('<title>Fairlead</title>');
}, 30_000);
