import { createServer, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type HttpStream, stream } from './http-stream.ts';
import type { LivePath } from './live-path.ts';
import { closedPort, deferred, listen, listenTcp, pathTo } from './loopback.fixture.ts';
import type { PlainRequest } from './plain-request.ts';

const wait = { timeoutMs: 10_000 };

async function open(path: LivePath, request?: PlainRequest): Promise<HttpStream> {
  const opened = await stream(path, request);
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  onTestFinished(() => opened.stream.close());
  return opened.stream;
}

async function nextText(from: HttpStream): Promise<string | null> {
  const next = await from.next(wait);
  return next instanceof Uint8Array ? Buffer.from(next).toString() : next;
}

test('chunks come as they arrive, then null', async () => {
  let response: ServerResponse | undefined;
  const server = createServer((_, answer) => {
    response = answer;
    answer.setHeader('Content-Type', 'text/event-stream');
    answer.write('data: 1\n\n');
  });
  const events = await open(pathTo(await listen(server)), { headers: [['Accept', 'text/*']] });
  expect(events.head).toMatchObject({ status: 200 });
  expect(await nextText(events)).toBe('data: 1\n\n');
  expect(await events.next({ timeoutMs: 1 })).toBe('timeout');
  response?.write('data: 2\n\n');
  expect(await nextText(events)).toBe('data: 2\n\n');
  response?.end();
  expect(await events.next(wait)).toBeNull();
  expect(await events.next(wait)).toBeNull();
  expect(events.failure).toBeNull();
});

test('a stream that breaks off says why', async () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const port = await listenTcp((socket) =>
    socket.once('data', () => socket.end(`${head}3\r\nabc\r\n`)),
  );
  const events = await open(pathTo(port));
  expect(await nextText(events)).toBe('abc');
  expect(await events.next(wait)).toBeNull();
  expect(events.failure).toMatchObject({ kind: 'closed' });
});

test('our close is noticed by the server', async () => {
  const closed = deferred();
  const server = createServer((_, response) => {
    response.on('close', () => closed.resolve());
    response.write('x');
  });
  (await open(pathTo(await listen(server)))).close();
  await closed.promise;
});

test('a stream that cannot be had', async () => {
  expect(await stream(pathTo(await closedPort()))).toMatchObject({ failure: { kind: 'refused' } });
});
