import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { type Acceptance, acceptConnection } from './accept-connection.ts';
import type { Backend } from './backend.ts';

/** What a backend that nginx speaks TLS to has. */
export interface BackendTls {
  /** PEM, like `cert`. */
  readonly key: string;
  readonly cert: string;
  /** True: a ClientHello without a server name is refused, as hosts of many names do. */
  readonly demandsServerName: boolean;
}

/** A backend's server, bound to a port. */
export interface Listening {
  readonly port: number;
  /** Ends it at once, with all of its connections. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function listenBackend(
  backend: Backend,
  tls: BackendTls | undefined,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const acceptance: Acceptance = {
    backend,
    tls: tls && {
      context: createSecureContext({ key: tls.key, cert: tls.cert }),
      demandsServerName: tls.demandsServerName,
    },
    keep: (socket) => {
      sockets.add(socket);
      // An error is always followed by 'close'.
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    },
  };
  const server = createServer((socket) => void acceptConnection(socket, acceptance));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}
