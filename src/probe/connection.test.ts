import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connection } from './connection.ts';
import { fromHex, listen, listenTcp, pathTo, received } from './loopback.fixture.ts';
import { openConnection } from './open-connection.ts';
import { selfSigned } from './self-signed.fixture.ts';

const LONG = 10_000;

/** A connection to a server that does with its socket what the test says. */
async function connectionTo(onConnection: (socket: Socket) => void): Promise<Connection> {
  const opened = await openConnection(pathTo(await listenTcp(onConnection)));
  if (opened.kind === 'failed') throw new Error(opened.failure.message);
  onTestFinished(() => opened.connection.destroy());
  return opened.connection;
}

async function readText(connection: Connection, length: number): Promise<string> {
  let text = '';
  while (text.length < length) {
    const reading = await connection.read(LONG);
    if (reading.kind !== 'bytes') throw new Error(`got ${reading.kind} after "${text}"`);
    text += Buffer.from(reading.bytes).toString();
  }
  return text;
}

describe('how it ends', () => {
  test('by FIN, after all bytes', async () => {
    const connection = await connectionTo((socket) => socket.end('last words'));
    expect(await readText(connection, 10)).toBe('last words');
    expect(await connection.read(LONG)).toMatchObject({
      kind: 'end',
      end: { how: 'fin', bytesIn: 10, bytesOut: 0 },
    });
  });

  test('by RST', async () => {
    const connection = await connectionTo((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    connection.write(fromHex('00'));
    expect(await connection.ended).toMatchObject({
      how: 'reset',
      detail: 'ECONNRESET',
      bytesOut: 1,
    });
  });

  test.each(['ws', 'wss'])('by RST right behind the last bytes, over %s', async (scheme) => {
    const { cert, key } = selfSigned();
    const end = (socket: Socket): void => {
      socket.once('data', () => socket.write('abc', () => raw?.resetAndDestroy()));
    };
    let raw: Socket | undefined;
    const server = scheme === 'ws' ? createServer(end) : createTlsServer({ cert, key }, end);
    server.on('connection', (socket: Socket) => {
      raw = socket;
    });
    const path = pathTo(await listen(server), { ca: cert }, scheme);
    const opened = await openConnection(path);
    if (opened.kind === 'failed') throw new Error(opened.failure.message);
    opened.connection.write(fromHex('00'));
    expect(await opened.connection.ended).toMatchObject({ how: 'reset', detail: 'ECONNRESET' });
  });

  test.each(['ws', 'wss'])('by FIN right behind the last bytes, over %s', async (scheme) => {
    const { cert, key } = selfSigned();
    const end = (socket: Socket): void => void socket.end('abc');
    const server = scheme === 'ws' ? createServer(end) : createTlsServer({ cert, key }, end);
    const path = pathTo(await listen(server), { ca: cert }, scheme);
    const opened = await openConnection(path);
    if (opened.kind === 'failed') throw new Error(opened.failure.message);
    expect(await opened.connection.ended).toMatchObject({ how: 'fin', bytesIn: 3 });
  });

  test('by us', async () => {
    const connection = await connectionTo(() => {});
    connection.destroy();
    expect(await connection.ended).toMatchObject({ how: 'ours' });
    expect(await connection.read(LONG)).toMatchObject({ kind: 'end' });
  });

  test('a FIN is noticed without a reader, and the bytes before it stay', async () => {
    const connection = await connectionTo((socket) => socket.end('unread'));
    expect(await connection.ended).toMatchObject({ how: 'fin', bytesIn: 6 });
    expect(connection.bytesUnread).toBe(6);
    expect(await readText(connection, 6)).toBe('unread');
  });

  test('what is written after the end is not counted', async () => {
    const connection = await connectionTo((socket) => socket.end());
    await connection.ended;
    connection.write(fromHex('00'));
    expect(connection.bytesOut).toBe(0);
  });
});

test('silence is told by a time-out, and loses nothing', async () => {
  let server: Socket | undefined;
  const connection = await connectionTo((socket) => {
    server = socket;
    socket.write('a');
  });
  expect(await readText(connection, 1)).toBe('a');
  expect(await connection.read(1)).toEqual({ kind: 'timeout' });
  server?.write('b');
  expect(await readText(connection, 1)).toBe('b');
});

test('what is given back is read again', async () => {
  const connection = await connectionTo((socket) => socket.write('abc'));
  expect(await readText(connection, 3)).toBe('abc');
  connection.unread(Buffer.from('bc'));
  connection.unread(new Uint8Array(0));
  expect(connection.bytesUnread).toBe(2);
  expect(await readText(connection, 2)).toBe('bc');
  expect(connection.bytesIn).toBe(3);
});

test('bytes go out as they are', async () => {
  let got = (): string => '';
  const connection = await connectionTo((socket) => {
    got = received(socket);
    socket.on('data', () => {
      if (got() === '0001ff') socket.end();
    });
  });
  connection.write(fromHex('0001ff'));
  expect(await connection.ended).toMatchObject({ how: 'fin', bytesOut: 3 });
  expect(got()).toBe('0001ff');
});

test('a flood that nobody reads stops at some megabytes, and is whole when it is read', async () => {
  const size = 32 * 1024 * 1024;
  const connection = await connectionTo((socket) => socket.end(Buffer.alloc(size)));
  await expect.poll(() => connection.bytesUnread).toBeGreaterThanOrEqual(1024 * 1024);
  expect(connection.bytesUnread).toBeLessThan(4 * 1024 * 1024);
  let reading = await connection.read(LONG);
  while (reading.kind === 'bytes') reading = await connection.read(LONG);
  expect(reading).toMatchObject({ kind: 'end', end: { how: 'fin', bytesIn: size } });
});
