import { expect, test } from 'vitest';
import type { Arrival } from '../probe/arrival.ts';
import { exchange, nodeForTest, TestSocket, TestStream } from './clients.fixture.ts';

async function arrivals(inspectPort: number, probe: string): Promise<Arrival[]> {
  const answer = await fetch(`http://127.0.0.1:${inspectPort}/arrivals?probe=${probe}`);
  return (await answer.json()) as Arrival[];
}

test('tells what arrived as it arrived, and on which connection', async () => {
  const { port, inspectPort } = await nodeForTest();
  await exchange(port, 'GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const target = '/any/%77here?fairlead-probe=p1&fairlead-answer=plain';
  const answer = await exchange(
    port,
    `GET ${target} HTTP/1.1\r\nHoSt: one:8080\r\nX-Two: a\r\nX-Two: b\r\nConnection: keep-alive\r\n\r\n` +
      `GET ${target} HTTP/1.0\r\nHost: x\r\nConnection: close\r\n\r\n`,
  );
  expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  const [first, second, ...more] = await arrivals(inspectPort, 'p1');
  expect(more).toEqual([]);
  expect(first).toEqual({
    node: 'a',
    connection: 2,
    peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    requestLine: `GET ${target} HTTP/1.1`,
    headers: [
      ['HoSt', 'one:8080'],
      ['X-Two', 'a'],
      ['X-Two', 'b'],
      ['Connection', 'keep-alive'],
    ],
  });
  expect(second).toMatchObject({ connection: 2, requestLine: `GET ${target} HTTP/1.0` });
});

test('tells of handshakes too, also of those to another protocol', async () => {
  const { port, inspectPort } = await nodeForTest();
  const socket = new TestSocket(`ws://127.0.0.1:${port}/path?fairlead-probe=p2`);
  await socket.next('hello');
  await exchange(
    port,
    'GET /path?fairlead-probe=p2&fairlead-answer=plain HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
  );
  const upgrades = (await arrivals(inspectPort, 'p2')).map(({ headers }) =>
    headers.find(([name]) => name === 'Upgrade'),
  );
  expect(upgrades).toEqual([
    ['Upgrade', 'websocket'],
    ['Upgrade', 'h2c'],
  ]);
});

test('keeps probes apart, and forgets the oldest of more than 2,000', async () => {
  const { port, inspectPort } = await nodeForTest();
  const requests = Array.from(
    { length: 2_001 },
    (_, index) =>
      `GET /?fairlead-probe=n${index}&fairlead-answer=plain HTTP/1.1\r\nHost: x\r\n` +
      `Connection: ${index === 2_000 ? 'close' : 'keep-alive'}\r\n\r\n`,
  );
  await exchange(port, requests.join(''));
  expect(await arrivals(inspectPort, 'n0')).toHaveLength(0);
  expect(await arrivals(inspectPort, 'n1')).toHaveLength(1);
  expect(await arrivals(inspectPort, 'n2000')).toHaveLength(1);
});

test('a stream is held after its first event until it is released', async () => {
  const { port, inspectPort } = await nodeForTest();
  const url = `http://127.0.0.1:${port}/x?fairlead-probe=p3&fairlead-answer=stream`;
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.has('x-accel-buffering')).toBe(false);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: first\n\n');
  const release = `http://127.0.0.1:${inspectPort}/release?probe=p3`;
  const released = await fetch(release, { method: 'POST' });
  expect(await released.json()).toEqual({ released: 1 });
  expect((await reader?.read())?.value).toBe('data: second\n\n');
  expect((await reader?.read())?.done).toBe(true);
  expect(await (await fetch(release, { method: 'POST' })).json()).toEqual({ released: 0 });
});

test('the inspection is not to be had on the port that nginx knows', async () => {
  const { port, inspectPort } = await nodeForTest();
  expect((await fetch(`http://127.0.0.1:${port}/arrivals?probe=x`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${inspectPort}/release?probe=x`)).status).toBe(404);
  const stream = await TestStream.open(`http://127.0.0.1:${inspectPort}/arrivals`);
  expect(stream.response.status).toBe(404);
});
