import type { Level } from '../level.ts';
import { chooseSocket, type SocketChoice } from './choose-socket.ts';
import { readSockets } from './read-sockets.ts';
import { readServers, type ServerBlock } from './server-block.ts';
import type { Socket } from './socket.ts';

/** All that the servers of an `http` or `stream` level listen on. */
export class Listeners {
  /** In file order across includes. */
  readonly servers: readonly ServerBlock[];
  readonly sockets: readonly Socket[];
  private readonly byPort = new Map<number, Socket[]>();
  private byServer: ReadonlyMap<ServerBlock, readonly Socket[]> | undefined;
  private readonly choices = new Map<string, SocketChoice>();

  constructor(level: Level) {
    this.servers = readServers(level);
    this.sockets = readSockets(this.servers);
    for (const socket of this.sockets) {
      if (socket.address.kind === 'unix') continue;
      const { port } = socket.address;
      const same = this.byPort.get(port);
      if (same === undefined) this.byPort.set(port, [socket]);
      else same.push(socket);
    }
  }

  /** The sockets on a port, whatever their address, TCP unless `udp`. */
  onPort(port: number, udp = false): readonly Socket[] {
    return (this.byPort.get(port) ?? []).filter((socket) => socket.udp === udp);
  }

  /**
   * The socket that takes a connection. `address` is where the connection arrives, such as
   * `127.0.0.1`, `::1` or `unix:/path`; undefined where nobody knows it.
   */
  choose(address: string | undefined, port: number, udp = false): SocketChoice {
    // Connections arrive at few addresses, and each is looked up for every request.
    const key = `${udp ? 'udp' : 'tcp'} ${port} ${address}`;
    const known = this.choices.get(key);
    if (known !== undefined) return known;
    const sockets = address?.startsWith('unix:')
      ? this.atPath(address.slice('unix:'.length), udp)
      : this.onPort(port, udp);
    const choice = chooseSocket(sockets, address, port);
    this.choices.set(key, choice);
    return choice;
  }

  /**
   * The TCP sockets in the order in which something in front that maps ports may lead to them: first
   * those with a server of the name, of these first those that speak TLS as asked.
   */
  likeliest(hostname: string, tls: boolean): readonly Socket[] {
    const merit = ({ names, ssl }: Socket): number =>
      Number(names.find(hostname).found !== undefined) * 2 + Number((ssl !== undefined) === tls);
    const tcp = this.sockets.filter(({ udp }) => !udp);
    return tcp.toSorted((a, b) => merit(b) - merit(a));
  }

  /** The sockets that a server listens on, in the order of `sockets`. */
  socketsOf(server: ServerBlock): readonly Socket[] {
    this.byServer ??= groupByServer(this.sockets);
    return this.byServer.get(server) ?? [];
  }

  private atPath(path: string, udp: boolean): readonly Socket[] {
    return this.sockets.filter(
      (socket) =>
        socket.udp === udp && socket.address.kind === 'unix' && socket.address.path === path,
    );
  }
}

function groupByServer(sockets: readonly Socket[]): Map<ServerBlock, Socket[]> {
  const found = new Map<ServerBlock, Socket[]>();
  for (const socket of sockets) {
    for (const { server } of socket.servers) {
      const known = found.get(server);
      if (known === undefined) found.set(server, [socket]);
      else known.push(socket);
    }
  }
  return found;
}
