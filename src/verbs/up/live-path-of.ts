import type { TcpAddress } from '../../gateway/address.ts';
import type { Listener } from '../../gateway/deployment.ts';
import type { RunningGateway } from '../../gateway/start-gateway.ts';
import type { LivePath } from '../../probe/live-path.ts';
import { listenerUrl } from './listener-url.ts';

const TIMEOUT_MS = 5_000;
/** Addresses that mean every address of this machine, and that nobody can connect to. */
const WILDCARD = new Set(['0.0.0.0', '[::]', '*']);

/** The path that a client of the gateway takes: by default its first TLS listener, its first name and path. */
export function livePathOf(
  { deployment, developmentCertificate }: RunningGateway,
  listener: Listener = mainListener(deployment.listeners),
): LivePath {
  const url = new URL(deployment.paths[0] ?? '/', listenerUrl(listener, deployment));
  url.protocol = listener.tls ? 'wss:' : 'ws:';
  return {
    url,
    connect: { host: reachableHost(listener.address), port: listener.address.port },
    timeoutMs: TIMEOUT_MS,
    // A certificate of files was judged with its key; whether this machine trusts it says nothing.
    ...(developmentCertificate === undefined ? { insecure: true } : { ca: developmentCertificate }),
  };
}

/** The listener that users are sent to. */
export function mainListener(listeners: readonly Listener[]): Listener {
  const [first] = [...listeners].sort((a, b) => Number(b.tls) - Number(a.tls));
  if (first === undefined) throw new Error('A deployment without listeners cannot be reached.');
  return first;
}

/** A host at which this machine reaches a listener. */
function reachableHost({ host }: TcpAddress): string {
  return WILDCARD.has(host) ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1');
}
