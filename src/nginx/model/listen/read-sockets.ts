import type { ListenAddress } from './listen-address.ts';
import type { ListenLine } from './listen-line.ts';
import type { ServerBlock } from './server-block.ts';
import { type ListeningServer, Socket, type SocketAddress, socketText } from './socket.ts';

/** The sockets that the servers open, in the order in which they first name them. */
export function readSockets(servers: readonly ServerBlock[]): readonly Socket[] {
  const tcp = new SocketPlans();
  const udp = new SocketPlans();
  for (const server of servers) {
    for (const line of server.listens) (line.udp ? udp : tcp).add(server, line);
  }
  return [...tcp.sockets(false), ...udp.sockets(true)];
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
    const plan = { address, servers: [] };
    this.byText.set(text, plan);
    return plan;
  }
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
