import { type ListenAddress, parseListenAddress } from './listen-address.ts';
import type { ListenLine } from './listen-line.ts';
import type { ServerBlock } from './server-block.ts';
import { type ListeningServer, Socket, type SocketAddress, socketText } from './socket.ts';

/** More than any machine can listen on at a time: that is a mistake, or an attack on its reader. */
const MOST_SOCKETS = 100_000;
/** Servers at sockets, counted at each: each takes memory. */
const MOST_SERVERS = 2_000_000;

/**
 * The sockets that the servers open, in the order in which they first name them. Fails, before it unfolds
 * them, for ranges of ports that make more than anybody could judge.
 */
export function readSockets(servers: readonly ServerBlock[]): readonly Socket[] {
  const tcp = new SocketPlans();
  const udp = new SocketPlans();
  let named = 0;
  for (const server of servers) {
    for (const line of server.listens) {
      named += portsOf(line.address);
      if (named > MOST_SERVERS) throw tooMany(named, 'servers at ports', MOST_SERVERS);
      (line.udp ? udp : tcp).add(server, line);
    }
  }
  return [...tcp.sockets(false), ...udp.sockets(true)];
}

/**
 * The sockets that the address of a `listen` opens, as nginx writes them (`0.0.0.0:80`). Empty where
 * it is none. `defaultPort` is 80 in http; in stream there is none.
 */
export function listenAddresses(written: string, defaultPort: number | undefined): string[] {
  return socketAddresses(parseListenAddress(written, defaultPort)).map(socketText);
}

interface SocketPlan {
  readonly address: SocketAddress;
  readonly servers: ListeningServer[];
}

class SocketPlans {
  private readonly byText = new Map<string, SocketPlan>();
  /** Lines with the same address share its object, so that it is unfolded once. */
  private readonly byAddress = new Map<ListenAddress, readonly SocketPlan[]>();

  add(server: ServerBlock, line: ListenLine): void {
    for (const { servers } of this.plansOf(line.address)) servers.push({ server, line });
  }

  sockets(udp: boolean): Socket[] {
    return Array.from(this.byText.values(), ({ address, servers }) => {
      return new Socket(address, udp, servers);
    });
  }

  private plansOf(address: ListenAddress): readonly SocketPlan[] {
    const known = this.byAddress.get(address);
    if (known !== undefined) return known;
    const plans = socketAddresses(address).map((each) => this.planFor(each));
    this.byAddress.set(address, plans);
    return plans;
  }

  private planFor(address: SocketAddress): SocketPlan {
    const text = socketText(address);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const count = this.byText.size + 1;
    if (count > MOST_SOCKETS) throw tooMany(count, 'addresses and ports', MOST_SOCKETS);
    const plan = { address, servers: [] };
    this.byText.set(text, plan);
    return plan;
  }
}

function portsOf(address: ListenAddress): number {
  return 'ports' in address ? address.ports.last - address.ports.first + 1 : 1;
}

function tooMany(count: number, what: string, most: number): Error {
  return new Error(
    `The configuration listens on more ${what} than can be judged: ${count} and more, and ${most} at most. Look for a range of ports such as "listen 1-65535" that is wider than it should be.`,
  );
}

function socketAddresses(address: ListenAddress): SocketAddress[] {
  if (address.kind === 'invalid') return [];
  if (address.kind === 'unix') return [{ kind: 'unix', path: address.path }];
  const { first, last } = address.ports;
  const sockets: SocketAddress[] = [];
  for (let port = first; port <= last; port += 1) sockets.push(...atPort(address, port));
  return sockets;
}

type InetAddress = Extract<ListenAddress, { kind: 'ip' | 'name' }>;

/** `localhost` is 127.0.0.1 everywhere; whether it is ::1 too depends on the machine. */
function atPort(address: InetAddress, port: number): SocketAddress[] {
  if (address.kind === 'name') {
    const byName: SocketAddress = { kind: 'name', name: address.name, port };
    if (address.name !== 'localhost') return [byName];
    return [{ kind: 'ip', family: 4, address: '127.0.0.1', wildcard: false, port }, byName];
  }
  const { family, address: text, wildcard } = address;
  return [{ kind: 'ip', family, address: text, wildcard, port }];
}
