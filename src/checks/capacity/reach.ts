import type { Model, Upstream, UpstreamServer } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from '../configuration.ts';
import { readWorkers } from './workers.ts';

/** Ports 32768 to 60999: net.ipv4.ip_local_port_range of Linux, unless it is changed. */
const PORTS = 28_232;

/** Whether so many tunnels can be open to the backends: by ports of this machine, and `max_conns`. */
export function* judgeReach(
  paths: readonly SocketPath[],
  tunnels: number,
): Generator<ConfigProblem> {
  let first: Placed | undefined;
  const seen = new Map<string, Reach>();
  for (const { handshake, model } of paths) {
    const { passing, exchange } = handshake;
    const upstream = passing?.target?.upstream;
    // Other source addresses have ports of their own; how many there are is not known.
    const isBound = (exchange?.level.effective('proxy_bind').length ?? 0) > 0;
    if (upstream === undefined || isBound || upstream.state !== undefined) return;
    first ??= upstream.placed ?? passing?.line;
    for (const server of inUse(upstream)) {
      if (seen.has(server.written)) continue;
      seen.set(server.written, reachOf(model, upstream, server));
    }
  }
  const reached = [...seen.values()];
  const most = sum(reached, ({ byPorts, byLimit }) => Math.min(byPorts, byLimit));
  if (first === undefined || most >= tunnels) return;
  const said = `At most ${most} tunnels can be open to ${[...seen.keys()].join(', ')}, and ${tunnels} are to be`;
  const limited = reached.filter(({ byPorts, byLimit }) => byLimit < byPorts);
  const [tight, ...others] = limited.map(({ server }) => server.placed);
  const byPorts = sum(reached, (reach) => reach.byPorts);
  if (tight !== undefined) {
    const beyond =
      byPorts < tunnels
        ? ` Without it there would be ${byPorts}, for so many ports of this machine there are to these addresses.`
        : '';
    yield {
      at: tight,
      where: 'upstream',
      severity: 'error',
      message: `${said}: max_conns counts a tunnel for as long as it is open. Beyond that handshakes get 502. Raise max_conns, or leave it away.${beyond}`,
      related: others.map((at) => ({ at, message: 'has a max_conns, too' })),
    };
    return;
  }
  yield {
    at: first,
    where: 'upstream',
    severity: 'error',
    message: `${said}: nginx needs a port of this machine for each, of which there are ${PORTS} to one address (net.ipv4.ip_local_port_range). Beyond that handshakes get 502. Give the backend more addresses, or a unix socket.`,
  };
}

/** How many tunnels can be open to one server. */
interface Reach {
  readonly server: UpstreamServer;
  /** By the ports of this machine. */
  readonly byPorts: number;
  /** By `max_conns`. */
  readonly byLimit: number;
}

function reachOf(model: Model, { zone }: Upstream, server: UpstreamServer): Reach {
  const { endpoint, maxConns } = server;
  const isLocal = 'error' in endpoint || endpoint.kind === 'unix';
  // A name may stand for many addresses.
  const isName = !isLocal && endpoint.kind === 'name' && endpoint.host !== 'localhost';
  // Without shared memory each worker counts for itself, and how many there are may not be known.
  const counting = zone === undefined ? (readWorkers(model).count ?? Number.POSITIVE_INFINITY) : 1;
  return {
    server,
    byPorts: isLocal || isName ? Number.POSITIVE_INFINITY : PORTS,
    byLimit: maxConns === 0 ? Number.POSITIVE_INFINITY : maxConns * counting,
  };
}

function sum(all: readonly Reach[], most: (one: Reach) => number): number {
  return all.reduce((total, one) => total + most(one), 0);
}

function inUse({ servers }: Upstream): UpstreamServer[] {
  return servers.filter(({ down, backup, drain }) => !down && !backup && !drain);
}
