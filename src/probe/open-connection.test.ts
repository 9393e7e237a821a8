import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connection } from './connection.ts';
import type { LivePath } from './live-path.ts';
import { closedPort, listen, listenAnswering, listenTcp, pathTo } from './loopback.fixture.ts';
import { type OpenConnectionOptions, openConnection } from './open-connection.ts';
import { selfSigned } from './self-signed.fixture.ts';
import type { TlsMemory } from './tls-memory.ts';

const { cert, key } = selfSigned();

async function connected(path: LivePath, options?: OpenConnectionOptions): Promise<Connection> {
  const opened = await openConnection(path, options);
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  onTestFinished(() => opened.connection.destroy());
  return opened.connection;
}

async function failureKind(path: LivePath, options?: OpenConnectionOptions): Promise<string> {
  const opened = await openConnection(path, options);
  if (opened.kind === 'failed') return opened.failure.kind;
  opened.connection.destroy();
  return 'none';
}

function listenTls(onSecure: (socket: TLSSocket) => void, options: TlsOptions = {}) {
  return listen(createServer({ cert, key, ...options }, onSecure));
}

describe('a plain connection', () => {
  test('is open, with its time and without TLS', async () => {
    const connection = await connected(pathTo(await listenTcp(() => {})));
    expect(connection.times.connectMs).toBeGreaterThan(0);
    expect(connection.times.tlsMs).toBeNull();
  });

  test('comes from the source address that was asked for', async () => {
    const addresses: (string | undefined)[] = [];
    const port = await listenTcp((socket) => {
      addresses.push(socket.remoteAddress);
      socket.end();
    });
    const connection = await connected(pathTo(port), { localAddress: '127.0.0.9' });
    await connection.ended;
    expect(addresses).toEqual(['127.0.0.9']);
  });

  test('goes where `connect` says', async () => {
    const port = await listenTcp(() => {});
    const path = pathTo(1, { connect: { host: '127.0.0.1', port } });
    expect((await connected(path)).peer).toBe(`127.0.0.1:${port}`);
  });
});

describe('a TLS connection', () => {
  test('is open, with the time of its handshake, the name of the URL and HTTP/1.1 only', async () => {
    let seen: Pick<TLSSocket, 'servername' | 'alpnProtocol'> | undefined;
    const options = { ALPNProtocols: ['h2', 'http/1.1'] };
    const port = await listenTls((socket) => {
      seen = socket;
      socket.end();
    }, options);
    const url = new URL(`wss://localhost:${port}/`);
    const path = pathTo(port, { url, ca: cert, connect: { host: '127.0.0.1', port } });
    const connection = await connected(path);
    await connection.ended;
    expect(connection.times.tlsMs).toBeGreaterThan(0);
    expect(seen).toMatchObject({ servername: 'localhost', alpnProtocol: 'http/1.1' });
  });

  test('names no server where the URL has an address', async () => {
    let name: unknown;
    const port = await listenTls((socket) => {
      name = socket.servername;
      socket.end();
    });
    await (await connected(pathTo(port, { ca: cert }, 'wss'))).ended;
    expect(name).toBe(false);
  });

  test('takes any certificate where it may be insecure', async () => {
    const port = await listenTls(() => {});
    await connected(pathTo(port, { insecure: true }, 'wss'));
  });

  test('resumes the session that is shared', async () => {
    const resumed: boolean[] = [];
    const port = await listenTls((socket) => {
      resumed.push(socket.isSessionReused());
      socket.end('x');
    });
    const tls: TlsMemory = {};
    for (let count = 0; count < 2; count++) {
      await (await connected(pathTo(port, { ca: cert }, 'wss'), { tls })).ended;
    }
    expect(resumed).toEqual([false, true]);
  });
});

describe('a failure', () => {
  test('refused: nothing listens', async () => {
    const port = await closedPort();
    expect(await openConnection(pathTo(port))).toEqual({
      kind: 'failed',
      failure: {
        kind: 'refused',
        message: `Connecting to 127.0.0.1:${port} failed: nothing listens there (ECONNREFUSED).`,
      },
    });
  });

  test('refused: a name with several addresses', async () => {
    const port = await closedPort();
    const url = new URL(`ws://localhost:${port}/`);
    expect(await failureKind(pathTo(port, { url }))).toBe('refused');
  });

  test('local: a source address that is not ours', async () => {
    const port = await listenTcp(() => {});
    expect(await failureKind(pathTo(port), { localAddress: '192.0.2.1' })).toBe('local');
  });

  test('local: a source address that is none', async () => {
    const port = await listenTcp(() => {});
    expect(await failureKind(pathTo(port), { localAddress: 'here' })).toBe('local');
  });

  test('tls: a certificate that is not trusted', async () => {
    const port = await listenTls(() => {});
    expect(await openConnection(pathTo(port, {}, 'wss'))).toMatchObject({
      failure: { kind: 'tls', message: expect.stringContaining('self-signed') },
    });
  });

  test('tls: a certificate that has expired', async () => {
    const expired = selfSigned('20200201000000Z');
    const port = await listenTls(() => {}, expired);
    expect(await openConnection(pathTo(port, { ca: expired.cert }, 'wss'))).toMatchObject({
      failure: { kind: 'tls', message: expect.stringContaining('expired') },
    });
  });

  test('tls: a certificate for another name than that of the URL', async () => {
    const port = await listenTls(() => {});
    const url = new URL(`wss://example.test:${port}/`);
    const path = pathTo(port, { url, ca: cert, connect: { host: '127.0.0.1', port } });
    expect(await openConnection(path)).toMatchObject({
      failure: { kind: 'tls', message: expect.stringContaining('example.test') },
    });
  });

  test('tls: a port that does not speak it', async () => {
    const port = await listenAnswering('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await openConnection(pathTo(port, {}, 'wss'))).toMatchObject({
      failure: { kind: 'tls', message: expect.stringContaining('does not speak TLS') },
    });
  });

  test('tls: a CA that is no PEM', async () => {
    const port = await listenTls(() => {});
    const ca = '-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n';
    expect(await failureKind(pathTo(port, { ca }, 'wss'))).toBe('tls');
  });

  test('closed: a FIN in the TLS handshake', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.end()));
    expect(await failureKind(pathTo(port, {}, 'wss'))).toBe('closed');
  });

  test('reset: an RST in the TLS handshake', async () => {
    const port = await listenTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failureKind(pathTo(port, {}, 'wss'))).toBe('reset');
  });

  test('timeout: a TLS handshake that nobody answers', async () => {
    const port = await listenTcp(() => {});
    expect(await failureKind(pathTo(port, { timeoutMs: 50 }, 'wss'))).toBe('timeout');
  });
});

describe('a connection that begins with the PROXY protocol', () => {
  /** Takes the line, then hands the connection on. */
  function listenProxied(lines: string[], onConnection: (socket: Socket) => void) {
    const server = createTcpServer((socket) => {
      socket.once('readable', () => {
        const line = socket.read();
        const end = line.indexOf('\r\n') + 2;
        lines.push(line.subarray(0, end - 2).toString('latin1'));
        socket.unshift(line.subarray(end));
        onConnection(socket);
      });
    });
    return listen(server);
  }

  test('names both ends, before anything else', async () => {
    const lines: string[] = [];
    const port = await listenProxied(lines, (socket) => socket.pipe(socket));
    const connection = await connected(pathTo(port, { proxyProtocol: true }));
    connection.write(Uint8Array.of(1, 2));
    expect(await connection.read(10_000)).toEqual({ kind: 'bytes', bytes: Buffer.of(1, 2) });
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ ${port}$`),
      ),
    ]);
  });

  test('under TLS, too', async () => {
    const lines: string[] = [];
    const inner = createServer({ cert, key }, (socket) => socket.pipe(socket));
    const port = await listenProxied(lines, (socket) => inner.emit('connection', socket));
    const path = pathTo(port, { proxyProtocol: true, ca: cert }, 'wss');
    const connection = await connected(path);
    connection.write(Uint8Array.of(3));
    expect(await connection.read(10_000)).toEqual({ kind: 'bytes', bytes: Buffer.of(3) });
    expect(lines).toHaveLength(1);
    connection.destroy();
    expect(await connection.ended).toMatchObject({ how: 'ours' });
  });

  test('is refused as any other', async () => {
    const port = await closedPort();
    for (const scheme of ['ws', 'wss']) {
      expect(await failureKind(pathTo(port, { proxyProtocol: true }, scheme))).toBe('refused');
    }
  });
});
