import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpExchange, openExchange } from './http-exchange.ts';
import { bodyText } from './http-response.ts';
import type { LivePath } from './live-path.ts';
import { closedPort, listen, listenAnswering, listenTcp, pathTo } from './loopback.fixture.ts';

async function open(path: LivePath): Promise<HttpExchange> {
  const opened = await openExchange(path);
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  onTestFinished(() => opened.exchange.close());
  return opened.exchange;
}

function listenHttp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  return listen(createServer(answer));
}

async function text(exchange: HttpExchange, target = '/'): Promise<string> {
  const result = await exchange.request({ target });
  return result.kind === 'failed' ? result.failure.kind : bodyText(result.response);
}

describe('requests over one connection', () => {
  test('all go over it, whatever the framing of the responses', async () => {
    const ports = new Set<number | undefined>();
    const port = await listenHttp((request, response) => {
      ports.add(request.socket.remotePort);
      if (request.url === '/length') response.setHeader('Content-Length', 6);
      if (request.url === '/none') response.statusCode = 204;
      if (request.url !== '/none') response.write(request.url?.slice(0, 3));
      response.end(request.url === '/none' ? undefined : request.url?.slice(3, 6));
    });
    const exchange = await open(pathTo(port));
    expect(await text(exchange, '/length')).toBe('/lengt');
    expect(await text(exchange, '/none')).toBe('');
    expect(await text(exchange, '/chunks')).toBe('/chunk');
    expect(await text(exchange, '/length')).toBe('/lengt');
    expect(ports.size).toBe(1);
  });

  test('say what they are asked to say', async () => {
    const port = await listenHttp(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, rawHeaders } = request;
      response.end(JSON.stringify([method, url, rawHeaders, Buffer.concat(chunks).toString()]));
    });
    const exchange = await open(pathTo(port));
    const result = await exchange.request({
      method: 'POST',
      target: '/a?b',
      headers: [
        ['host', 'example.com'],
        ['X-A', '1'],
      ],
      body: '☂',
    });
    if (result.kind === 'failed') throw new Error(result.failure.message);
    expect(JSON.parse(bodyText(result.response))).toEqual([
      'POST',
      '/a?b',
      ['host', 'example.com', 'User-Agent', 'fairlead', 'Content-Length', '3', 'X-A', '1'],
      '☂',
    ]);
    expect(result.ms).toBeGreaterThan(0);
  });

  test('a HEAD has no body, and the next answer is its own', async () => {
    const port = await listenHttp((_, response) => response.end('body'));
    const exchange = await open(pathTo(port));
    expect(await exchange.request({ method: 'HEAD' })).toMatchObject({
      response: { status: 200, body: new Uint8Array(0) },
    });
    expect(await text(exchange)).toBe('body');
  });

  test('only one at a time', async () => {
    const port = await listenHttp((_, response) => response.end('body'));
    const exchange = await open(pathTo(port));
    const first = text(exchange);
    await expect(exchange.request()).rejects.toThrow('wait for its response');
    expect(await first).toBe('body');
  });

  test('one that cannot be sent leaves the exchange as it was', async () => {
    const port = await listenHttp((_, response) => response.end('body'));
    const exchange = await open(pathTo(port));
    await expect(exchange.request({ target: '/\n' })).rejects.toThrow('cannot be sent');
    expect(await text(exchange)).toBe('body');
  });
});

describe('the end of an exchange', () => {
  test('comes where a response does not keep the connection alive', async () => {
    const port = await listenHttp((_, response) => {
      response.setHeader('Connection', 'close');
      response.end('body');
    });
    const exchange = await open(pathTo(port));
    expect(await exchange.request()).toMatchObject({ response: { keepsAlive: false } });
    expect(await exchange.request()).toMatchObject({
      failure: { kind: 'closed', message: expect.stringContaining('after 1 responses') },
    });
  });

  test('comes with a body that ends by FIN', async () => {
    const port = await listenTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end')),
    );
    const exchange = await open(pathTo(port));
    expect(await text(exchange)).toBe('to the end');
    expect(await text(exchange)).toBe('closed');
  });
});

describe('failures', () => {
  test('nothing listens', async () => {
    expect(await openExchange(pathTo(await closedPort()))).toMatchObject({
      failure: { kind: 'refused' },
    });
  });

  test.each([
    ['a body cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', 'closed'],
    ['chunks cut short', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc', 'closed'],
    ['broken chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nabc\n', 'protocol'],
    ['a broken length', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n', 'protocol'],
    ['no HTTP', '220 smtp\r\n', 'protocol'],
    ['nothing', '', 'closed'],
  ])('%s', async (_, answer, kind) => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.end(answer)));
    expect(await text(await open(pathTo(port)))).toBe(kind);
  });

  test('a body reset within', async () => {
    const port = await listenTcp((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\nabc', () => socket.resetAndDestroy());
      }),
    );
    expect(await text(await open(pathTo(port)))).toBe('reset');
  });

  test('a body that does not end', async () => {
    const port = await listenAnswering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
    const exchange = await open(pathTo(port, { timeoutMs: 100 }));
    expect(await exchange.request()).toMatchObject({
      failure: { kind: 'timeout', message: expect.stringContaining('3 bytes of it came') },
    });
    expect(await text(exchange)).toBe('closed');
  });
});
