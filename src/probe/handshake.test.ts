import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HandshakeOptions, type HandshakeResult, handshake } from './handshake.ts';
import type { LivePath } from './live-path.ts';
import {
  closedPort,
  listenAnswering,
  listenRaw,
  listenTcp,
  pathTo,
  switchingProtocols,
} from './loopback.fixture.ts';

/** A handshake whose tunnel goes with the test. */
async function shake(path: LivePath, options?: HandshakeOptions): Promise<HandshakeResult> {
  const result = await handshake(path, options);
  if (result.kind === 'open') onTestFinished(() => result.tunnel.destroy());
  return result;
}

describe('a handshake that is agreed to', () => {
  test('opens a tunnel, and keeps what was sent and got', async () => {
    const port = await listenRaw(() => {});
    const result = await shake(pathTo(port), { target: '/other?x=1', subprotocols: ['chat'] });
    if (result.kind !== 'open') throw new Error(result.kind);
    expect(result.violations).toEqual([]);
    expect(result.response).toMatchObject({ status: 101, reason: 'Switching Protocols' });
    expect(result.request).toMatch(
      new RegExp(`^GET /other\\?x=1 HTTP/1\\.1\r\nHost: 127\\.0\\.0\\.1:${port}\r\n`),
    );
    expect(result.request).toContain('\r\nSec-WebSocket-Protocol: chat\r\n');
    expect(result.request).toContain('\r\nUser-Agent: fairlead\r\n');
    expect(result.ms).toBeGreaterThan(0);
    expect(result.times.tlsMs).toBeNull();
  });

  test('sends exactly what it reports', async () => {
    let sent = '';
    const port = await listenTcp((socket) =>
      socket.on('data', (bytes) => {
        sent += bytes.toString('latin1');
        if (sent.endsWith('\r\n\r\n')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      }),
    );
    const { request } = await shake(pathTo(port), {
      headers: [
        ['user-agent', 'caf\xe9'],
        ['upgrade', 'h2c'],
      ],
      without: ['connection'],
    });
    expect(sent).toBe(request);
    expect(sent).toContain('\r\nuser-agent: caf\xe9\r\n');
    expect(sent).not.toContain('fairlead');
    expect(sent).not.toMatch(/^connection/im);
  });

  test('a frame that comes with the 101 is not lost, in portions of a byte', async () => {
    const port = await listenTcp((socket) =>
      socket.once('data', async (request) => {
        const answer = await switchingProtocols(request.toString('latin1'));
        await writeInBytes(socket, `${answer}\x81\x05Hello`);
      }),
    );
    const result = await shake(pathTo(port));
    if (result.kind !== 'open') throw new Error(result.kind);
    const next = await result.tunnel.nextMessage({ timeoutMs: 10_000 });
    expect(next).toEqual({ kind: 'message', message: { kind: 'text', text: 'Hello' } });
  });

  test('interim answers are passed over', async () => {
    const port = await listenTcp((socket) =>
      socket.once('data', async (request) => {
        const answer = await switchingProtocols(request.toString('latin1'));
        socket.write(
          `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n${answer}`,
        );
      }),
    );
    expect(await shake(pathTo(port))).toMatchObject({ kind: 'open', violations: [] });
  });

  test('a 101 that breaks rules is told', async () => {
    const port = await listenAnswering('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n');
    const result = await shake(pathTo(port));
    if (result.kind !== 'open') throw new Error(result.kind);
    const codes = result.violations.map(({ code }) => code);
    expect(codes).toEqual(['upgrade-value', 'connection-missing', 'accept-missing']);
  });
});

async function writeInBytes(socket: Socket, text: string): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of Buffer.from(text, 'latin1')) {
    await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
  }
}

describe('a handshake that is refused', () => {
  test('comes with head and body', async () => {
    const body = '<h1>502 Bad Gateway</h1>';
    const port = await listenAnswering(
      `HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const result = await shake(pathTo(port));
    expect(result).toMatchObject({
      kind: 'refused',
      response: {
        status: 502,
        headers: [
          ['Server', 'nginx'],
          ['Content-Length', '24'],
        ],
      },
    });
    if (result.kind === 'refused') expect(Buffer.from(result.response.body).toString()).toBe(body);
  });

  test.each([
    ['that never ends', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', 'abc'],
    ['whose length is broken', 'HTTP/1.1 400 Bad\r\nContent-Length: 1, 2\r\n\r\nabc', 'abc'],
    ['that is broken', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n', ''],
  ])('a body %s does not hold it up', async (_, answer, body) => {
    const result = await shake(pathTo(await listenAnswering(answer)));
    if (result.kind !== 'refused') throw new Error(result.kind);
    expect(Buffer.from(result.response.body).toString()).toBe(body);
  });

  test('no more than the first 4096 bytes of a body are kept', async () => {
    const answer = `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(100_000)}`;
    const result = await shake(pathTo(await listenAnswering(answer)));
    if (result.kind !== 'refused') throw new Error(result.kind);
    expect(result.response.body).toHaveLength(4096);
  });

  test('leaves no connection behind', async () => {
    const closed = new Promise<void>((resolve) => {
      void listenTcp((socket) => {
        socket.once('close', () => resolve());
        socket.once('data', () => socket.write('HTTP/1.1 204 No\r\n\r\n'));
      }).then((port) => shake(pathTo(port)));
    });
    await closed;
  });
});

describe('a handshake that fails', () => {
  test('refused', async () => {
    const result = await shake(pathTo(await closedPort()));
    expect(result).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
    expect(result.request).toMatch(/^GET \/ws\/ /);
  });

  test('closed before the first byte, as nginx does after an upgrade in a subrequest', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.end()));
    expect(await shake(pathTo(port))).toMatchObject({
      failure: {
        kind: 'closed',
        message: `Waited for the answer to the handshake from 127.0.0.1:${port}: the connection was closed (FIN) before its first byte.`,
      },
    });
  });

  test('closed within the head', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 1')));
    expect(await shake(pathTo(port))).toMatchObject({
      failure: { kind: 'closed', message: expect.stringContaining('after 10 bytes of it') },
    });
  });

  test('reset', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await shake(pathTo(port))).toMatchObject({ failure: { kind: 'reset' } });
  });

  test('timeout', async () => {
    const port = await listenTcp(() => {});
    expect(await shake(pathTo(port, { timeoutMs: 50 }))).toMatchObject({
      failure: { kind: 'timeout', message: expect.stringContaining('not a byte of it came') },
    });
  });

  test('protocol: TLS', async () => {
    const alert = Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70);
    expect(await shake(pathTo(await listenAnswering(alert)))).toMatchObject({
      failure: { kind: 'protocol', message: expect.stringContaining('try wss:') },
    });
  });

  test('protocol: interim answers without end', async () => {
    const port = await listenAnswering('HTTP/1.1 100 Continue\r\n\r\n'.repeat(10_000));
    expect(await shake(pathTo(port))).toMatchObject({ failure: { kind: 'protocol' } });
  });

  test('what cannot be sent throws, before anything is opened', async () => {
    const path = pathTo(await closedPort());
    await expect(handshake(path, { headers: [['A', '\n']] })).rejects.toThrow('cannot be sent');
  });
});

test('any bytes as an answer give a value within the time-out', async () => {
  let answer: Uint8Array = new Uint8Array(0);
  let ending: (socket: Socket) => void = () => {};
  const port = await listenTcp((socket) => {
    socket.once('data', () => socket.write(answer, () => ending(socket)));
  });
  const start = fc.constantFrom(
    '',
    'HTTP/1.1 ',
    'HTTP/1.1 101 Switching Protocols\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
  );
  const endings = fc.constantFrom<typeof ending>(
    (socket) => socket.end(),
    (socket) => socket.resetAndDestroy(),
    () => {},
  );
  const garbage = fc.uint8Array({ maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(start, garbage, endings, async (head, bytes, end) => {
      answer = Buffer.concat([Buffer.from(head), bytes]);
      ending = end;
      const result = await handshake(pathTo(port, { timeoutMs: 40 }));
      expect(['open', 'refused', 'failed']).toContain(result.kind);
      if (result.kind !== 'open') return;
      await result.tunnel.nextMessage({ timeoutMs: 5 });
      result.tunnel.destroy();
      expect(await result.tunnel.ended).toHaveProperty('how');
    }),
    { numRuns: 60 },
  );
}, 60_000);
