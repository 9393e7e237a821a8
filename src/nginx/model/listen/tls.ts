import { isAtLeast } from '../../catalog/version.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { chooseServer, defaultChoice, readsNames, type ServerChoice } from './choose-server.ts';
import { normalizeHost } from './host.ts';
import type { ServerBlock } from './server-block.ts';
import type { Socket } from './socket.ts';

/** The server whose certificate and TLS settings a client meets. */
export interface TlsServer {
  readonly choice: ServerChoice;
  /** The name as nginx compares it; undefined where no server was looked for by it, or none fits. */
  readonly host: string | undefined;
  /** The `ssl_reject_handshake on` that ends the handshake (since 1.19.4); undefined where none does. */
  readonly rejectedBy: Placed | undefined;
}

/** The server that the name in a TLS ClientHello leads to (`ngx_http_ssl_servername`). */
export function chooseTlsServer(
  socket: Socket,
  serverName: string | undefined,
  version: string,
): TlsServer {
  const host = serverName === undefined ? undefined : normalizeHost(serverName, version);
  const choice = host === undefined ? defaultChoice(socket) : chooseServer(socket, host);
  return {
    choice,
    host: choice.by === 'default' || !readsNames(socket) ? undefined : host,
    rejectedBy: onLine(choice.server.level, 'ssl_reject_handshake'),
  };
}

/** The server that answers a request. */
export type RequestServer =
  | { readonly kind: 'server'; readonly choice: ServerChoice }
  /** 400: nginx takes no such host. The server of the connection answers. */
  | { readonly kind: 'invalid-host'; readonly choice: ServerChoice }
  /** 421: the client was verified for another server name (`ssl_verify_client` at `by`). */
  | { readonly kind: 'misdirected'; readonly choice: ServerChoice; readonly by: Placed };

/**
 * The server for a request's host: of its absolute URI, else of `Host`, else `''`. `tls` is what
 * `chooseTlsServer` said for the connection; undefined without TLS (`ngx_http_set_virtual_server`).
 */
export function chooseRequestServer(
  socket: Socket,
  host: string,
  tls: TlsServer | undefined,
  version: string,
): RequestServer {
  const normal = host === '' ? '' : normalizeHost(host, version);
  if (normal === undefined) {
    return { kind: 'invalid-host', choice: tls?.choice ?? defaultChoice(socket) };
  }
  // A name that TLS settled is not looked up again; any other is, and may lead elsewhere.
  if (tls?.host !== undefined && tls.host === normal) return { kind: 'server', choice: tls.choice };
  const choice = chooseServer(socket, normal);
  const by = tls?.host === undefined ? undefined : verifiesClients(choice.server);
  return by === undefined ? { kind: 'server', choice } : { kind: 'misdirected', choice, by };
}

/** The line by which a socket speaks TLS: `listen … ssl`, or before 1.25.1 `ssl on` of its default server. */
export function tlsLine(socket: Socket, version: string): Placed | undefined {
  const byListen = socket.ssl?.placed;
  if (byListen !== undefined || isAtLeast(version, '1.25.1')) return byListen;
  return onLine(socket.defaultServer.server.level, 'ssl');
}

/**
 * The line by which HTTP/2 is offered to clients of a server: `listen … http2`, or since 1.25.1
 * `http2 on` of the server that the TLS server name led to.
 */
export function http2Line(
  socket: Socket,
  server: ServerBlock,
  version: string,
): Placed | undefined {
  const byListen = socket.http2?.placed;
  if (byListen !== undefined || !isAtLeast(version, '1.25.1')) return byListen;
  return onLine(server.level, 'http2');
}

/**
 * The `listen … http2` by which a socket without TLS speaks HTTP/2 alone, to clients that know so before:
 * since 1.25.1 it speaks HTTP/1.1 as well.
 */
export function http2OnlyLine(socket: Socket, version: string): Placed | undefined {
  if (isAtLeast(version, '1.25.1') || tlsLine(socket, version) !== undefined) return undefined;
  return socket.http2?.placed;
}

function verifiesClients({ level }: ServerBlock): Placed | undefined {
  const line = level.effective('ssl_verify_client').at(-1);
  const value = line?.directive.args[0]?.value.toLowerCase();
  return value === undefined || value === 'off' ? undefined : line;
}

/** The line of a flag that is on. */
function onLine(level: Level, flag: string): Placed | undefined {
  const line = level.effective(flag).at(-1);
  return line?.directive.args[0]?.value.toLowerCase() === 'on' ? line : undefined;
}
