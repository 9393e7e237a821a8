import { type Unknown, unknown } from '../value.ts';
import { mappedIpv6, parseIp, type SocketIp } from './ip-address.ts';
import type { Socket } from './socket.ts';

/** Which socket takes a connection. */
export type SocketChoice = TakenConnection | RefusedConnection;

export interface TakenConnection {
  readonly socket: Socket;
  /**
   * `exact`: it listens on this very address. `wildcard`: it listens on every address, and no other
   * on this one. `only`: the address is not known, but all sockets on the port have the same servers.
   * `assumed`: the address is not known, and it matters.
   */
  readonly by: 'exact' | 'wildcard' | 'only' | 'assumed';
  /** What could lead to another socket and is not known; undefined where the choice is certain. */
  readonly doubt: Unknown | undefined;
}

export interface RefusedConnection {
  readonly socket: undefined;
  /** A sentence: what was asked for, and what listens on this port. */
  readonly why: string;
}

/**
 * Chooses among the sockets of one port, as the kernel and nginx (`ngx_http_init_connection`) do
 * together: a socket on the very address hides the one on all addresses, whatever the names are.
 */
export function chooseSocket(
  onPort: readonly Socket[],
  address: string | undefined,
  port: number,
): SocketChoice {
  if (onPort.length === 0) return refused(onPort, address, port);
  if (address === undefined) return withoutAddress(onPort, port);
  const [unixSocket] = onPort;
  if (address.startsWith('unix:') && unixSocket !== undefined) {
    return { socket: unixSocket, by: 'exact', doubt: undefined };
  }
  const ip = parseIp(address);
  if (ip === undefined) {
    return {
      socket: undefined,
      why: `"${address}" is no IP address, and connections arrive at one.`,
    };
  }
  const exact = exactSocket(onPort, ip);
  if (exact !== undefined) return { socket: exact, by: 'exact', doubt: undefined };
  const doubt = namedDoubt(onPort, ip);
  const wildcard = wildcardSocket(onPort, ip);
  if (wildcard !== undefined) return { socket: wildcard, by: 'wildcard', doubt };
  const named = doubt && onPort.find((socket) => socket.address.kind === 'name');
  return named ? { socket: named, by: 'assumed', doubt } : refused(onPort, address, port);
}

function exactSocket(onPort: readonly Socket[], ip: SocketIp): Socket | undefined {
  const at = (family: 4 | 6, text: string): Socket | undefined =>
    onPort.find(
      ({ address }) =>
        address.kind === 'ip' && address.family === family && address.address === text,
    );
  return at(ip.family, ip.text) ?? (ip.family === 4 ? at(6, mappedIpv6(ip.text)) : undefined);
}

/** An IPv6 socket takes IPv4 connections too where `ipv6only=off` stands. */
function wildcardSocket(onPort: readonly Socket[], ip: SocketIp): Socket | undefined {
  const wildcards = onPort.filter(({ address }) => address.kind === 'ip' && address.wildcard);
  const ofFamily = (family: 4 | 6): Socket | undefined =>
    wildcards.find(({ address }) => address.kind === 'ip' && address.family === family);
  const same = ofFamily(ip.family);
  if (same !== undefined || ip.family === 6) return same;
  const both = ofFamily(6);
  return both?.ipv6only === false ? both : undefined;
}

/** `listen example.com:80` takes this connection if the name is this address. */
function namedDoubt(onPort: readonly Socket[], ip: SocketIp): Unknown | undefined {
  for (const { address, servers } of onPort) {
    if (address.kind !== 'name') continue;
    if (address.name === 'localhost' && ip.text !== '::1') continue;
    return unknown(
      `the address of "${address.name}"`,
      'nginx looks the name up when it starts',
      servers[0]?.line.placed,
    ).unknown;
  }
  return undefined;
}

function withoutAddress(onPort: readonly Socket[], port: number): SocketChoice {
  const socket = onPort.toSorted((a, b) => rank(a) - rank(b))[0];
  if (socket === undefined) return refused(onPort, undefined, port);
  if (onPort.every((other) => sameServers(socket, other))) {
    return { socket, by: 'only', doubt: undefined };
  }
  const others = onPort.filter((other) => !sameServers(socket, other)).map(({ text }) => text);
  const doubt = unknown(
    'the address that the connection arrives at',
    `the request does not name it, and ${others.join(', ')} would lead to other servers`,
    socket.servers[0]?.line.placed,
  ).unknown;
  return { socket, by: 'assumed', doubt };
}

/** All addresses of IPv4, of IPv6, an address, a name. */
function rank({ address }: Socket): number {
  if (address.kind !== 'ip') return 3;
  if (!address.wildcard) return 2;
  return address.family === 4 ? 0 : 1;
}

function sameServers(one: Socket, other: Socket): boolean {
  return (
    one === other ||
    (one.defaultServer.server === other.defaultServer.server &&
      one.servers.length === other.servers.length &&
      one.servers.every(({ server }, i) => server === other.servers[i]?.server))
  );
}

function refused(
  onPort: readonly Socket[],
  address: string | undefined,
  port: number,
): RefusedConnection {
  const asked = askedFor(address, port);
  const there = onPort.map(({ text }) => text).join(', ');
  const why =
    there === ''
      ? `Nothing listens on ${asked}.`
      : `Nothing listens on ${asked}; on this port only ${there} does.`;
  return { socket: undefined, why };
}

function askedFor(address: string | undefined, port: number): string {
  if (address === undefined) return `port ${port}`;
  if (address.startsWith('unix:')) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
