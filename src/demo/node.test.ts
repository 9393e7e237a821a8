import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exchange, nodeForTest, TestSocket, TestStream } from './clients.fixture.ts';
import { createHub } from './hub.ts';

async function post(port: number, pathAndQuery: string, body: unknown): Promise<Response> {
  return await fetch(`http://127.0.0.1:${port}${pathAndQuery}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
}

async function poll(port: number, query: string): Promise<{ messages: { type: string }[] }> {
  const response = await fetch(`http://127.0.0.1:${port}/ws/poll?${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { messages: { type: string }[] };
}

async function twoNodes(): Promise<{ a: number; b: number }> {
  const hub = createHub();
  const [a, b] = [await nodeForTest(hub), await nodeForTest(hub, { name: 'b' })];
  return { a: a.port, b: b.port };
}

describe('in step', () => {
  test('a change over one node is seen over the other, on every transport', async () => {
    const { a, b } = await twoNodes();
    const socket = new TestSocket(`ws://127.0.0.1:${a}/ws/?session=s`);
    const hello = await socket.next('hello');
    expect(hello).toMatchObject({ node: 'a', heartbeatMs: 25_000, seen: { connection: 1 } });
    expect(hello.seen.requestLine).toBe('GET /ws/?session=s HTTP/1.1');
    const { epoch, step } = await socket.next('snapshot');
    const stream = await TestStream.open(`http://127.0.0.1:${b}/ws/events?session=t`);
    await stream.next('snapshot');
    const held = poll(b, `session=u&since=${epoch}.${step}`);

    socket.say({ type: 'set', number: 1, lamp: 3, lit: true });
    const change = { type: 'change', step: 1, lamp: 3, lit: true, node: 'a' };
    expect(await socket.next('change')).toEqual(change);
    expect(await socket.next('ack')).toEqual({ type: 'ack', number: 1 });
    expect(await stream.next('change')).toEqual(change);
    expect(await held).toEqual({ node: 'b', messages: [change] });
  });

  test('a line that begins anew is told what it missed, and no more', async () => {
    const { a, b } = await twoNodes();
    const first = new TestSocket(`ws://127.0.0.1:${a}/ws/?session=s`);
    const { epoch } = await first.next('snapshot');
    first.webSocket.terminate();
    for (const number of [1, 2, 3]) {
      await post(a, '/ws/send?session=t', { type: 'set', number, lamp: number, lit: true });
    }
    const again = new TestSocket(`ws://127.0.0.1:${b}/ws/?session=s&since=${epoch}.1`);
    expect((await again.next('change')).step).toBe(2);
    expect((await again.next('change')).step).toBe(3);
    const { messages } = await poll(a, `session=u&hello&since=${epoch}.2`);
    expect(messages).toMatchObject([{ type: 'hello' }, { type: 'change', step: 3 }]);
  });

  test('a change that is posted to the other node again is taken once', async () => {
    const { a, b } = await twoNodes();
    const change = { type: 'set', number: 1, lamp: 9, lit: true };
    for (const port of [a, b]) {
      const answer = await post(port, '/ws/send?session=s', change);
      expect(await answer.json()).toMatchObject({ messages: [{ type: 'ack', number: 1 }] });
    }
    const { messages } = await poll(b, 'session=s&hello');
    expect(messages.at(-1)).toMatchObject({ type: 'snapshot', step: 1 });
  });
});

describe('cutting', () => {
  test('ends the WebSocket without a close frame, refuses new ones, and can be mended', async () => {
    const { a, b } = await twoNodes();
    const url = `ws://127.0.0.1:${a}/ws/?session=s`;
    const socket = new TestSocket(url);
    const other = new TestSocket(`ws://127.0.0.1:${a}/ws/?session=t`);
    await Promise.all([socket.next('hello'), other.next('hello')]);
    expect((await post(b, '/ws/cut?session=s', { transports: ['websocket'] })).status).toBe(204);
    expect(await socket.closed).toBe(1006);
    expect(other.webSocket.readyState).toBe(other.webSocket.OPEN);

    const refused = new TestSocket(url);
    const status = await new Promise((resolve) => {
      refused.webSocket.on('unexpected-response', (_request, { statusCode }) =>
        resolve(statusCode),
      );
    });
    expect(status).toBe(503);

    await post(b, '/ws/cut?session=s', { transports: [] });
    expect(await new TestSocket(url).next('hello')).toMatchObject({ node: 'a' });
  });

  test('breaks an event stream and a held poll off', async () => {
    const { port, inspectPort } = await nodeForTest();
    const base = `http://127.0.0.1:${port}`;
    const stream = await TestStream.open(`${base}/ws/events?session=s`);
    const { epoch, step } = await stream.next('snapshot');
    const since = `session=s&since=${epoch}.${step}`;
    const held = fetch(`${base}/ws/poll?${since}&fairlead-probe=held`);
    const arrived = `http://127.0.0.1:${inspectPort}/arrivals?probe=held`;
    await expect.poll(async () => (await fetch(arrived)).json()).toHaveLength(1);

    await post(port, '/ws/cut?session=s', { transports: ['sse', 'polling'] });
    expect(await stream.broke).toBe(true);
    // The header section comes, so that an nginx in between does not take the node for dead.
    await expect((await held).json()).rejects.toThrow('terminated');
    const refusals = await Promise.all(
      ['events', 'poll'].map((path) => fetch(`${base}/ws/${path}?session=s`)),
    );
    expect(refusals.map(({ status }) => status)).toEqual([503, 503]);
  });
});

describe('heartbeats', () => {
  test('go out over WebSocket and event stream; the stream has a comment too', async () => {
    const { port } = await nodeForTest(createHub(), { heartbeatMs: 50 });
    const socket = new TestSocket(`ws://127.0.0.1:${port}/ws/`);
    const stream = await TestStream.open(`http://127.0.0.1:${port}/ws/events?session=s`);
    for (let beats = 0; beats < 3; beats += 1) await socket.next('heartbeat');
    await stream.next('heartbeat');
    expect(stream.text).toContain('\n: heartbeat\ndata: {"type":"heartbeat"}\n\n');
  });

  test('end a client that answers neither ping nor message', async () => {
    const { port } = await nodeForTest(createHub(), { heartbeatMs: 50 });
    const dead = new TestSocket(`ws://127.0.0.1:${port}/ws/`, { autoPong: false });
    expect(await dead.closed).toBe(1006);
  });

  test('a poll that nothing comes for is answered with one', async () => {
    const { port } = await nodeForTest(createHub(), { pollMs: 30 });
    const { messages } = await poll(port, 'session=s&hello');
    const snapshot = messages[1] as unknown as { epoch: string; step: number };
    const later = await poll(port, `session=s&since=${snapshot.epoch}.${snapshot.step}`);
    expect(later.messages).toEqual([{ type: 'heartbeat' }]);
  });
});

describe('messages', () => {
  test('a handshake is accepted on any path, and an echo comes back', async () => {
    const { port } = await nodeForTest();
    const socket = new TestSocket(`ws://127.0.0.1:${port}/some/other/path?x=1`);
    await socket.next('hello');
    socket.say({ type: 'echo', data: { deep: ['ü'] } });
    expect(await socket.next('echo')).toEqual({ type: 'echo', data: { deep: ['ü'] } });
  });

  test('a ping is answered with the node that took it', async () => {
    const { port } = await nodeForTest();
    const answer = await post(port, '/ws/send?session=s', { type: 'ping', number: 7 });
    const pong = { type: 'pong', number: 7, node: 'a' };
    expect(await answer.json()).toEqual({ node: 'a', messages: [pong] });
  });

  test('a WebSocket that says something else is closed with 1008', async () => {
    const { port } = await nodeForTest();
    const socket = new TestSocket(`ws://127.0.0.1:${port}/ws/`);
    await socket.next('hello');
    socket.say({ type: 'sink' });
    expect(await socket.closed).toBe(1008);
  });

  test.each([
    ['POST', '/ws/send?session=s', '{"type":"sink"}', 400],
    ['POST', '/ws/send?session=s', `{"type":"echo","data":"${'x'.repeat(20_000)}"}`, 400],
    ['POST', '/ws/cut?session=s', '{"transports":["pigeon"]}', 400],
    ['POST', '/ws/send', '{"type":"ping","number":1}', 400],
    ['GET', '/ws/send?session=s', undefined, 405],
    ['GET', '/ws/', undefined, 426],
    ['GET', '/ws/nothing', undefined, 404],
  ])('%s %s is refused', async (method, path, body, status) => {
    const { port } = await nodeForTest();
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body ?? null });
    expect(response.status).toBe(status);
  });
});

test('an upgrade to another protocol is ignored: the answer is that of a plain request', async () => {
  const { port } = await nodeForTest();
  const answer = await exchange(
    port,
    'GET /ws/poll?session=s&hello HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toContain('"type":"hello"');
});

test('clients are told that the node is going away', async () => {
  const node = await nodeForTest();
  const socket = new TestSocket(`ws://127.0.0.1:${node.port}/ws/`);
  const stream = await TestStream.open(`http://127.0.0.1:${node.port}/ws/events?session=s`);
  await Promise.all([socket.next('hello'), stream.next('hello')]);
  await node.close();
  expect(await socket.closed).toBe(1001);
  expect(await stream.broke).toBe(false);
});

test('a port that is taken is an error, and nothing is left behind', async () => {
  const { port } = await nodeForTest();
  await expect(nodeForTest(createHub(), { port })).rejects.toThrow('EADDRINUSE');
});

describe('the page', () => {
  test('is served under a policy that lets it open its socket, and nothing else of the folder', async () => {
    const pageFolder = await mkdtemp(join(tmpdir(), 'fairlead-page-'));
    onTestFinished(() => rm(pageFolder, { recursive: true }));
    await writeFile(join(pageFolder, 'index.html'), 'the page');
    await writeFile(join(pageFolder, 'secret.txt'), 'secret');
    const { port } = await nodeForTest(createHub(), { pageFolder });
    const base = `http://127.0.0.1:${port}`;
    const page = await fetch(`${base}/`);
    expect(await page.text()).toBe('the page');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain(`ws://127.0.0.1:${port} wss://127.0.0.1:${port};`);
    expect((await fetch(`${base}/secret.txt`)).status).toBe(404);
    expect(await (await fetch(`${base}/page.js`)).text()).toContain('has not been built');
  });

  test('a forged Host cannot add to the policy', async () => {
    const pageFolder = await mkdtemp(join(tmpdir(), 'fairlead-page-'));
    onTestFinished(() => rm(pageFolder, { recursive: true }));
    await writeFile(join(pageFolder, 'index.html'), 'the page');
    const { port } = await nodeForTest(createHub(), { pageFolder });
    const answer = await exchange(
      port,
      'GET / HTTP/1.1\r\nHost: x; script-src *\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain("connect-src 'self'; base-uri");
    expect(answer).not.toContain('script-src');
  });
});
