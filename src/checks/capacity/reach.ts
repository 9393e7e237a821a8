import type { Upstream, UpstreamServer } from '../../nginx/model/index.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from '../configuration.ts';

/** Ports 32768 to 60999: net.ipv4.ip_local_port_range of Linux, unless it is changed. */
const PORTS = 28_232;

/** Whether so many tunnels can be open to the backends: by ports of this machine, and `max_conns`. */
export function* judgeReach(
  paths: readonly SocketPath[],
  tunnels: number,
): Generator<ConfigProblem> {
  let total = 0;
  let first: Placed | undefined;
  let isLimited = false;
  const seen = new Set<string>();
  for (const { handshake } of paths) {
    const { passing, exchange } = handshake;
    const upstream = passing?.target?.upstream;
    // Other source addresses have ports of their own; how many there are is not known.
    const isBound = (exchange?.level.effective('proxy_bind').length ?? 0) > 0;
    if (upstream === undefined || isBound || upstream.state !== undefined) return;
    first ??= upstream.placed ?? passing?.line;
    for (const server of inUse(upstream)) {
      if (seen.has(server.written)) continue;
      seen.add(server.written);
      total += mostTo(server);
      isLimited ||= server.maxConns > 0;
    }
  }
  if (first === undefined || total >= tunnels) return;
  const counts = isLimited ? ', and max_conns counts tunnels, too' : '';
  yield {
    at: first,
    where: 'upstream',
    severity: 'error',
    message: `At most ${total} tunnels can be open to ${[...seen].join(', ')}, and ${tunnels} are to be: nginx needs a port of this machine for each, of which there are ${PORTS} to one address (net.ipv4.ip_local_port_range)${counts}. Beyond that handshakes get 502. Give the backend more addresses, or a unix socket.`,
  };
}

function inUse({ servers }: Upstream): UpstreamServer[] {
  return servers.filter(({ down, backup, drain }) => !down && !backup && !drain);
}

function mostTo({ endpoint, maxConns }: UpstreamServer): number {
  const byLimit = maxConns === 0 ? Number.POSITIVE_INFINITY : maxConns;
  const isLocal = 'error' in endpoint || endpoint.kind === 'unix';
  // A name may stand for many addresses.
  const isName = !isLocal && endpoint.kind === 'name' && endpoint.host !== 'localhost';
  return Math.min(byLimit, isLocal || isName ? Number.POSITIVE_INFINITY : PORTS);
}
