import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** A plain WebSocket server that sends back what it gets, as anybody would write it. */
export interface EchoBackend {
  /** As `--backend` takes it. */
  readonly address: string;
  /** Every handshake that arrived. */
  readonly handshakes: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** Starts one on a port of loopback, any free one where none is given, or on a unix socket. */
export async function startEcho(where: number | string = 0): Promise<EchoBackend> {
  const server = createServer((_request, response) => response.end('plain\n'));
  const sockets = new WebSocketServer({ server });
  const handshakes: IncomingMessage[] = [];
  sockets.on('connection', (socket, request) => {
    handshakes.push(request);
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  server.listen(typeof where === 'string' ? { path: where } : { host: '127.0.0.1', port: where });
  await once(server, 'listening');
  // The workers of root's nginx run as somebody else.
  if (typeof where === 'string') await chmod(where, 0o666);
  const address =
    typeof where === 'string'
      ? `unix:${where}`
      : `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    handshakes,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
