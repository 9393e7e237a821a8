import { expect, test } from 'vitest';
import { handshake } from '../../probe/handshake.ts';
import { openExchange } from '../../probe/http-exchange.ts';
import { bodyText } from '../../probe/http-response.ts';
import { type HttpStream, stream } from '../../probe/http-stream.ts';
import type { LivePath } from '../../probe/live-path.ts';
import type { PlainRequest } from '../../probe/plain-request.ts';
import { type HeaderPair, headerValues } from '../../websocket/header.ts';
import { exchange, labForTest, PATIENCE } from './lab.fixture.ts';

async function ask(path: LivePath, ...requests: readonly PlainRequest[]) {
  const opened = await openExchange(path);
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  const answers: { status: number; body: string; headers: readonly HeaderPair[] }[] = [];
  for (const request of requests) {
    const result = await opened.exchange.request(request);
    if (result.kind === 'failed') throw new Error(result.failure.message);
    const { status, headers } = result.response;
    answers.push({ status, headers, body: bodyText(result.response) });
  }
  opened.exchange.close();
  return answers;
}

const target = (answer: string) => ({ target: `/x?fairlead-probe=p&fairlead-answer=${answer}` });

test('a plain request gets a short text, over one connection', async () => {
  const lab = await labForTest();
  const [first, second] = await ask(lab.path('/'), target('plain'), {});
  for (const answer of [first, second]) {
    expect(answer).toMatchObject({ status: 200, body: 'ok\n' });
    expect(headerValues(answer?.headers ?? [], 'Cache-Control')).toEqual(['no-store']);
  }
  expect(lab.inspect.connectionCount()).toBe(1);
});

test('an answer that may be cached is another each time', async () => {
  const lab = await labForTest();
  const [first, second] = await ask(lab.path('/'), target('cacheable'), target('cacheable'));
  expect(headerValues(first?.headers ?? [], 'Cache-Control')).toEqual([]);
  expect(first?.body).not.toBe(second?.body);
});

test('a HEAD request gets no body, and the next one is answered', async () => {
  const lab = await labForTest();
  const answer = await exchange(
    lab.port(),
    'HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n',
  );
  expect(answer).toMatch(/Content-Length: 3\r\nConnection: keep-alive\r\n\r\nHTTP\/1\.1 200 OK/);
});

test.each([
  ['POST / HTTP/1.1\r\nConnection: upgrade\r\nContent-Length: 1\r\n\r\nx', 400],
  ['POST / HTTP/1.1\r\nConnection: upgrade\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['POST / HTTP/1.1\r\nConnection: upgrade\r\nContent-Length: 0\r\n\r\n', 200],
  ['POST / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nx', 200],
  ['POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx', 200],
])('%j is answered with %i', async (request, status) => {
  const lab = await labForTest();
  const answer = await exchange(lab.port(), request, 'GET / HTTP/1.0\r\n\r\n');
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  if (status === 400) expect(answer).toContain('Connection is "upgrade" on a request with a body');
});

async function nextText(events: HttpStream): Promise<string | null> {
  const part = await events.next(PATIENCE);
  return part instanceof Uint8Array ? Buffer.from(part).toString() : null;
}

test('a stream is held after its first event until its probe is released', async () => {
  const lab = await labForTest();
  const opened = await stream(lab.path('/'), target('stream'));
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  const events = opened.stream;
  expect(headerValues(events.head.headers, 'Content-Type')).toEqual(['text/event-stream']);
  expect(headerValues(events.head.headers, 'X-Accel-Buffering')).toEqual([]);
  expect(await nextText(events)).toBe('data: first\n\n');
  await lab.inspect.release('another');
  expect(await events.next({ timeoutMs: 50 })).toBe('timeout');
  await lab.inspect.release('p');
  expect(await nextText(events)).toBe('data: second\n\n');
  expect(await nextText(events)).toBeNull();
  expect(events.failure).toBeNull();
});

test('over HTTP/1.0 a stream is not chunked, and the end of the connection ends it', async () => {
  const lab = await labForTest();
  const answer = exchange(lab.port(), `GET ${target('stream').target} HTTP/1.0\r\n\r\n`);
  while ((await lab.inspect.arrivals('p')).length === 0) await new Promise(setImmediate);
  await lab.inspect.release('p');
  expect(await answer).toMatch(/Connection: close\r\n\r\ndata: first\n\ndata: second\n\n$/);
});

const POLL = '/socket.io/?EIO=4&transport=polling';

test('a polling session is known to the node that opened it, and to no other', async () => {
  const lab = await labForTest([
    { name: 'a', meant: 'a' },
    { name: 'b', meant: 'b' },
  ]);
  const [opened] = await ask(lab.path('/', 'a'), { target: POLL });
  expect(opened?.body).toMatch(/^0\{/);
  const session = JSON.parse(opened?.body.slice(1) ?? '');
  expect(session).toMatchObject({
    upgrades: ['websocket'],
    pingInterval: 25_000,
    pingTimeout: 20_000,
  });
  const more = { target: `${POLL}&sid=${session.sid}` };
  expect(await ask(lab.path('/', 'a'), more)).toMatchObject([{ status: 200, body: '6' }]);
  expect(await ask(lab.path('/', 'b'), more)).toMatchObject([
    { status: 400, body: '{"code":1,"message":"Session ID unknown"}' },
  ]);
  const upgrade = `/socket.io/?EIO=4&transport=websocket&sid=${session.sid}`;
  const statuses = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const result = await handshake(lab.path(upgrade, name));
      if (result.kind === 'open') await result.tunnel.close();
      return result.kind === 'failed' ? null : result.response.status;
    }),
  );
  expect(statuses).toEqual([101, 400]);
});
