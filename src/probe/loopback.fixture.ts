import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { acceptKey } from '../websocket/accept-key.ts';
import type { LivePath } from './live-path.ts';

/** A path to a port on this machine. */
export function pathTo(port: number, more: Partial<LivePath> = {}, scheme = 'ws'): LivePath {
  return { url: new URL(`${scheme}://127.0.0.1:${port}/ws/`), timeoutMs: 10_000, ...more };
}

/** Starts a server on a free port; it and its connections go when the test is over. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A TCP server that does with each connection what the test says. */
export function listenTcp(onConnection: (socket: Socket) => void): Promise<number> {
  return listen(createServer(onConnection));
}

/** A TCP server that answers what comes first with these bytes, and keeps the connection open. */
export function listenAnswering(answer: string | Uint8Array): Promise<number> {
  return listenTcp((socket) => socket.once('data', () => socket.write(answer)));
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a right server answers to the handshake in `request`, the empty line included. */
export async function switchingProtocols(request: string): Promise<string> {
  const [, key = ''] = /^Sec-WebSocket-Key: (.*)$/im.exec(request) ?? [];
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${await acceptKey(key)}`,
    '',
    '',
  ].join('\r\n');
}

/** A server that agrees to every handshake and leaves the tunnel, as a bare socket, to the test. */
export function listenRaw(onTunnel: (socket: Socket) => void): Promise<number> {
  return listenTcp((socket) => {
    socket.once('data', async (request) => {
      socket.write(await switchingProtocols(request.toString('latin1')));
      onTunnel(socket);
    });
  });
}

/** Collects all that a socket receives from now on, as hex. */
export function received(socket: Socket): () => string {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('hex');
}

/** The bytes of a text of hexadecimal digits. */
export function fromHex(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

/** A promise that the test settles itself. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
