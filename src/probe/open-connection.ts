import { isIP, connect as netConnect, type Socket } from 'node:net';
import { checkServerIdentity, connect as tlsConnect } from 'node:tls';
import { type ConnectAttempt, connectFailure, connectTimeout } from './connect-failure.ts';
import { Connection } from './connection.ts';
import { type Failed, failed } from './failure.ts';
import { addressOf, addressText, beginsWithTls, hostOf, type LivePath } from './live-path.ts';
import { beginWithProxyLine } from './proxy-line.ts';
import { startTimer } from './timer.ts';
import { secureContext, type TlsMemory } from './tls-memory.ts';

/** How a connection is opened, beyond what the path says. */
export interface OpenConnectionOptions {
  /** Source address; the system chooses when absent. */
  readonly localAddress?: string;
  /** Shared with other connections to the same path; nothing is shared when absent. */
  readonly tls?: TlsMemory;
}

/** A connection, or why there is none. */
export type OpenedConnection =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | Failed;

/**
 * Opens one connection to the path, with TLS where it is `wss:`, within `path.timeoutMs`.
 * @throws Error where the URL is neither `ws:` nor `wss:`.
 */
export async function openConnection(
  path: LivePath,
  options: OpenConnectionOptions = {},
): Promise<OpenedConnection> {
  const address = addressOf(path);
  const to = { ...address, ...localAddressOf(options) };
  const begun = performance.now();
  let socket: Socket;
  try {
    socket = beginsWithTls(path) ? connectTls(path, to, options.tls ?? {}) : connectTcp(path, to);
  } catch (error) {
    // Node throws for a CA that is not PEM, and for a port or source address that cannot be.
    const kind = beginsWithTls(path) ? 'tls' : 'local';
    return failed(kind, `Could not try ${addressText(address)}: ${messageOf(error)}.`);
  }
  return outcome(socket, path, addressText(address), begun);
}

type Address = { host: string; port: number; localAddress?: string };

function localAddressOf({ localAddress }: OpenConnectionOptions): { localAddress?: string } {
  return localAddress === undefined ? {} : { localAddress };
}

function connectTcp({ proxyProtocol = false }: LivePath, to: Address): Socket {
  const socket = netConnect(to);
  if (proxyProtocol) beginWithProxyLine(socket);
  return socket;
}

function connectTls(path: LivePath, to: Address, memory: TlsMemory): Socket {
  const host = hostOf(path);
  const begun = path.proxyProtocol === true ? connectTcp(path, to) : undefined;
  const socket = tlsConnect({
    ...(begun === undefined ? to : { socket: begun }),
    secureContext: secureContext(path, memory),
    ...(memory.session === undefined ? {} : { session: memory.session }),
    // RFC 6066 3: "Literal IPv4 and IPv6 addresses are not permitted" as a server name.
    servername: isIP(host) === 0 ? host : '',
    // Over h2 nginx speaks no WebSocket, so that it must not be offered.
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: path.insecure !== true,
    // The certificate must fit the URL's host, wherever the connection goes.
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
  // A connection that is refused is an error of the one below.
  begun?.on('error', (error) => socket.destroy(error));
  socket.on('session', (session) => {
    memory.session = session;
  });
  return socket;
}

function outcome(
  socket: Socket,
  path: LivePath,
  address: string,
  begun: number,
): Promise<OpenedConnection> {
  const secure = beginsWithTls(path);
  return new Promise((resolve) => {
    let connectedAt: number | null = null;
    const attempt = (): ConnectAttempt => ({ address, inTls: secure && connectedAt !== null });
    const fail = (failure: Failed): void => {
      stopTimer();
      socket.destroy();
      resolve(failure);
    };
    const stopTimer = startTimer(path.timeoutMs, () =>
      fail(connectTimeout(attempt(), path.timeoutMs)),
    );
    // This listener stays after a failure: a socket may tell a second error, which nobody awaits.
    const onError = (error: Error): void => fail(connectFailure(error, attempt()));
    const onReady = (): void => {
      stopTimer();
      const tcpAt = connectedAt ?? performance.now();
      const tlsMs = secure ? performance.now() - tcpAt : null;
      const connection = new Connection(socket, address, { connectMs: tcpAt - begun, tlsMs });
      socket.off('error', onError);
      resolve({ kind: 'connected', connection });
    };
    socket.on('error', onError);
    socket.once('connect', () => {
      connectedAt = performance.now();
    });
    socket.once(secure ? 'secureConnect' : 'connect', onReady);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
