import type { Unknown } from '../value.ts';
import type { Captured, NameMatch } from './name-table.ts';
import type { ServerBlock } from './server-block.ts';
import type { ServerName } from './server-name.ts';
import type { Socket } from './socket.ts';

/** The server that a name leads to, and why. */
export interface ServerChoice {
  readonly socket: Socket;
  readonly server: ServerBlock;
  /** `default`: no name of any server at the socket fits. */
  readonly by: NameMatch | 'default';
  /** The name that fits, as written and with its place; undefined for `default`. */
  readonly name: ServerName | undefined;
  /** Whether a default is one by `default_server`, and not only the first in file order. */
  readonly isExplicitDefault: boolean;
  /** What the regular expression of the name found; undefined where it is none. */
  readonly captured: Captured | undefined;
  /** What could lead to another server and is not known; undefined where the choice is certain. */
  readonly doubt: Unknown | undefined;
}

/**
 * The server of a socket for a host as `normalizeHost` gives it; `''` where the client named none
 * (`ngx_http_find_virtual_server` of nginx's `src/http/ngx_http_request.c`).
 */
export function chooseServer(socket: Socket, host: string): ServerChoice {
  const { found, doubt } = socket.names.find(host);
  if (found === undefined) return defaultChoice(socket, doubt);
  const { server, by, name, captured } = found;
  return {
    socket,
    server,
    by,
    name,
    isExplicitDefault: false,
    captured: captured && readsNames(socket) ? captured : undefined,
    doubt: socket.servers.length > 1 ? doubt : undefined,
  };
}

/** The server that is taken before any name is known, or where none fits. */
export function defaultChoice(socket: Socket, doubt?: Unknown): ServerChoice {
  const { server, line } = socket.defaultServer;
  return {
    socket,
    server,
    by: 'default',
    name: undefined,
    isExplicitDefault: line.isDefault,
    captured: undefined,
    doubt: socket.servers.length > 1 ? doubt : undefined,
  };
}

/**
 * nginx looks at no names where a socket has one server, unless the last regular expression of that
 * server captures (`ngx_http_optimize_servers`, `cscf->captures`).
 */
export function readsNames({ servers, defaultServer }: Socket): boolean {
  if (servers.length > 1) return true;
  const last = defaultServer.server.names.findLast(({ kind }) => kind === 'regex');
  const regex = last?.regex?.();
  return regex?.kind === 'regex' && regex.captures > 0;
}
