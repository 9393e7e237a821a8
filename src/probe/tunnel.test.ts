import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { OPCODE } from '../websocket/frame.ts';
import { FrameReader } from '../websocket/frame-reader.ts';
import { handshake } from './handshake.ts';
import { deferred, fromHex, listenRaw, pathTo, received } from './loopback.fixture.ts';
import type { Tunnel, TunnelOptions } from './tunnel.ts';

const wait = { timeoutMs: 10_000 };

async function open(port: number, options?: TunnelOptions): Promise<Tunnel> {
  const result = await handshake(pathTo(port), options);
  if (result.kind !== 'open') throw new Error(result.kind);
  onTestFinished(() => result.tunnel.destroy());
  return result.tunnel;
}

/** A tunnel to a server that sends these bytes after the 101 and then does what the test says. */
async function tunnelWith(hex: string, then: (socket: Socket) => void = () => {}): Promise<Tunnel> {
  return open(await listenRaw((socket) => socket.write(fromHex(hex), () => then(socket))));
}

/** A tunnel to a server made with `ws`. */
async function tunnelToWs(onSocket: (socket: WebSocket) => void): Promise<Tunnel> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  server.on('connection', onSocket);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return open(address.port);
}

const echoing = (socket: WebSocket): void => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
};

describe('with a server made with ws', () => {
  test('text, bytes and long messages come back', async () => {
    const tunnel = await tunnelToWs(echoing);
    tunnel.send('Hello ☂');
    expect(await tunnel.nextMessage(wait)).toMatchObject({ message: { text: 'Hello ☂' } });
    tunnel.send(fromHex('00ff'));
    expect(await tunnel.nextMessage(wait)).toEqual({
      kind: 'message',
      message: { kind: 'binary', bytes: Uint8Array.of(0, 255) },
    });
    expect(await tunnel.echo('x'.repeat(200_000), wait)).toMatchObject({ kind: 'echo' });
  });

  test('pings are answered, both ways', async () => {
    const answered = deferred<string>();
    const tunnel = await tunnelToWs((socket) => {
      socket.on('pong', (data) => answered.resolve(data.toString()));
      socket.ping('are you there');
    });
    expect(await tunnel.ping(wait)).toMatchObject({ kind: 'pong' });
    expect(await answered.promise).toBe('are you there');
  });

  test('our close is answered', async () => {
    const closed = deferred<[number, string]>();
    const tunnel = await tunnelToWs((socket) => {
      socket.on('close', (code, reason) => closed.resolve([code, reason.toString()]));
    });
    expect(await tunnel.close(4001, 'enough', 10_000)).toMatchObject({ how: 'ours', code: 4001 });
    expect(await closed.promise).toEqual([4001, 'enough']);
  });

  test('its close is answered, and told with code and reason', async () => {
    const closed = deferred<number>();
    const tunnel = await tunnelToWs((socket) => {
      socket.on('close', (code) => closed.resolve(code));
      socket.close(1001, 'restart');
    });
    expect(await tunnel.ended).toMatchObject({ how: 'close-frame', code: 1001, reason: 'restart' });
    expect(await closed.promise).toBe(1001);
  });
});

describe('how it ends', () => {
  test('by FIN without a close frame, with every byte counted', async () => {
    const tunnel = await tunnelWith('810548656c6c6f', (socket) => socket.end());
    const end = await tunnel.ended;
    expect(end).toMatchObject({ how: 'fin', bytesIn: 7, bytesOut: 0 });
    expect(end).not.toHaveProperty('code');
    expect(end.silentMs).toBeLessThanOrEqual(end.afterMs + 1);
    expect(await tunnel.nextMessage(wait)).toMatchObject({ message: { text: 'Hello' } });
    expect(await tunnel.nextMessage(wait)).toEqual({ kind: 'ended', end });
  });

  test('by RST', async () => {
    const tunnel = await tunnelWith('', (socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    tunnel.send('x');
    expect(await tunnel.ended).toMatchObject({ how: 'reset', detail: 'ECONNRESET', bytesOut: 7 });
  });

  test('by a close frame without a code', async () => {
    const end = await (await tunnelWith('8800')).ended;
    expect(end).toMatchObject({ how: 'close-frame', reason: '' });
    expect(end).not.toHaveProperty('code');
  });

  test('by a close frame, even where the server then leaves the connection open', async () => {
    const tunnel = await tunnelWith('880203e8');
    expect(await tunnel.ended).toMatchObject({ how: 'close-frame', code: 1000, bytesOut: 8 });
    expect(await tunnel.nextFrame(wait)).toMatchObject({ frame: { opcode: OPCODE.close } });
  });

  test.each([
    ['c100', 'reserved-bits', 1002],
    ['8101ff', 'invalid-utf8', 1007],
    ['827f0000001000000000', 'too-big', 1009],
  ])('by the violation %s: %s, answered with %i', async (hex, code, answer) => {
    let got = (): string => '';
    const gone = deferred();
    const tunnel = await tunnelWith(hex, (socket) => {
      got = received(socket);
      socket.once('close', () => gone.resolve());
    });
    expect(await tunnel.ended).toMatchObject({ how: 'violation', violation: { code } });
    await gone.promise;
    const [frame] = new FrameReader({ sender: 'client' }).push(fromHex(got())).frames;
    expect(frame?.opcode).toBe(OPCODE.close);
    expect(Buffer.from(frame?.payload ?? []).readUInt16BE()).toBe(answer);
  });

  test('by us, at once', async () => {
    const tunnel = await tunnelWith('');
    tunnel.destroy();
    expect(await tunnel.ended).toMatchObject({ how: 'ours', bytesIn: 0, bytesOut: 0 });
  });

  test('by us, where our close is not answered', async () => {
    const tunnel = await tunnelWith('');
    const end = await tunnel.close(1000, '', 50);
    expect(end).toMatchObject({ how: 'ours', bytesOut: 8 });
    expect(end).not.toHaveProperty('code');
  });

  test('all that waits is told', async () => {
    const tunnel = await tunnelWith('');
    const waits = [tunnel.nextFrame(wait), tunnel.nextMessage(wait), tunnel.ping(wait)];
    tunnel.destroy();
    const end = await tunnel.ended;
    expect(await Promise.all(waits)).toEqual(waits.map(() => ({ kind: 'ended', end })));
    expect(await tunnel.ping(wait)).toMatchObject({ kind: 'ended' });
  });
});

describe('waits', () => {
  test('that end in a time-out, and lose nothing', async () => {
    let server: Socket | undefined;
    const tunnel = await tunnelWith('010141', (socket) => {
      server = socket;
    });
    expect(await tunnel.nextMessage({ timeoutMs: 1 })).toEqual({ kind: 'timeout' });
    expect(await tunnel.ping({ timeoutMs: 1 })).toEqual({ kind: 'timeout' });
    expect(await tunnel.echo('x', { timeoutMs: 1 })).toEqual({ kind: 'timeout' });
    await expect.poll(() => server).toBeDefined();
    server?.write(fromHex('800142'));
    expect(await tunnel.nextMessage(wait)).toMatchObject({ message: { text: 'AB' } });
  });

  test('for frames give each one as it came', async () => {
    const tunnel = await tunnelWith('010141890170800142');
    const opcodes: number[] = [];
    for (let count = 0; count < 3; count++) {
      const next = await tunnel.nextFrame(wait);
      if (next.kind === 'frame') opcodes.push(next.frame.opcode);
    }
    expect(opcodes).toEqual([OPCODE.text, OPCODE.ping, OPCODE.continuation]);
  });

  test('for a pong: one that nobody asked for is none, the latest answers all before it', async () => {
    const port = await listenRaw((socket) => {
      const reader = new FrameReader({ sender: 'client' });
      socket.on('data', (bytes) => {
        for (const { payload } of reader.push(bytes).frames) {
          if (payload[0] === 1) socket.write(fromHex('8a0107'));
          if (payload[0] === 2) socket.write(fromHex('8a0102'));
        }
      });
    });
    const tunnel = await open(port);
    const first = tunnel.ping(wait, Uint8Array.of(1));
    expect(await tunnel.nextFrame(wait)).toMatchObject({ frame: { opcode: OPCODE.pong } });
    const second = tunnel.ping(wait, Uint8Array.of(2));
    expect(await Promise.all([first, second])).toMatchObject([{ kind: 'pong' }, { kind: 'pong' }]);
  });
});

test('pings stay unanswered where that is asked for', async () => {
  let got = (): string => '';
  const port = await listenRaw((socket) => {
    got = received(socket);
    socket.write(fromHex('890170'));
  });
  const tunnel = await open(port, { answerPings: false });
  expect(await tunnel.nextFrame(wait)).toMatchObject({ frame: { opcode: OPCODE.ping } });
  tunnel.sendRaw(fromHex('00'));
  await expect.poll(() => got()).toBe('00');
});

test('what the standard forbids can be sent', async () => {
  let got = (): string => '';
  const port = await listenRaw((socket) => {
    got = received(socket);
  });
  const tunnel = await open(port);
  tunnel.sendFrame({ opcode: 0xb, fin: false, rsv: 7, maskingKey: new Uint8Array(4) });
  await expect.poll(() => got()).toBe('7b8000000000');
});

test('a flood that nobody takes does not fill the memory, and the end is still noticed', async () => {
  const frame = Buffer.concat([fromHex('827e8000'), Buffer.alloc(0x8000)]);
  const tunnel = await tunnelWith('', (socket) =>
    socket.end(Buffer.concat(Array(1000).fill(frame))),
  );
  let taken = 0;
  for (;;) {
    const next = await tunnel.nextFrame(wait);
    if (next.kind !== 'frame') break;
    taken += 1;
  }
  expect(taken).toBe(1000);
  expect(await tunnel.ended).toMatchObject({ how: 'fin', bytesIn: 1000 * frame.length });
});

test('a full inbox does not keep our close from ending it', async () => {
  const frame = Buffer.concat([fromHex('827e8000'), Buffer.alloc(0x8000)]);
  const tunnel = await tunnelWith('', (socket) =>
    socket.write(Buffer.concat(Array(1000).fill(frame))),
  );
  await tunnel.nextFrame(wait);
  expect(await tunnel.close(1000, '', 50)).toMatchObject({ how: 'ours' });
});
