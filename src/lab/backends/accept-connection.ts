import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { WireProtocol } from '../../probe/backend-kind.ts';
import type { Backend } from './backend.ts';
import { readFirstBytes } from './first-bytes.ts';
import type { KnownConnection } from './ledger.ts';
import { serveConnection } from './serve-connection.ts';

/** How a backend takes its connections. */
export interface Acceptance {
  readonly backend: Backend;
  /** Undefined where the backend speaks no TLS. */
  readonly tls:
    | { readonly context: SecureContext; readonly demandsServerName: boolean }
    | undefined;
  /** Ends a socket together with the server. */
  readonly keep: (socket: Socket) => void;
}

/** Finds out what a new connection is, and serves it where it is what the backend speaks. */
export async function acceptConnection(
  socket: Socket,
  { backend, tls, keep }: Acceptance,
): Promise<void> {
  keep(socket);
  const peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`;
  const known = backend.ledger.connected(backend.name);
  const protocol = await identify(socket, known);
  if (tls === undefined) {
    if (protocol !== 'http/1') socket.destroySoon();
    else await serveConnection({ socket, known, peer, isSecure: false }, backend);
    return;
  }
  if (protocol !== 'tls' || (tls.demandsServerName && known.serverName === null)) {
    socket.destroySoon();
    return;
  }
  const secure = new TLSSocket(socket, { isServer: true, secureContext: tls.context });
  keep(secure);
  if ((await identify(secure, known)) !== 'http/1') secure.destroySoon();
  else await serveConnection({ socket: secure, known, peer, isSecure: true }, backend);
}

/** Notes what the first bytes tell. Null where the connection ended before them. */
async function identify(socket: Socket, known: KnownConnection): Promise<WireProtocol | null> {
  const first = await readFirstBytes(socket);
  if (first === null) return null;
  known.protocol = first.protocol;
  // Nobody reads on what is no HTTP; a hello of TLS is no byte of what is said inside of it.
  if (first.protocol !== 'http/1' && first.protocol !== 'tls') known.received.add(first.bytes);
  // What is read inside of TLS has no server name of its own.
  if (first.serverName !== undefined) known.serverName = first.serverName;
  return first.protocol;
}
