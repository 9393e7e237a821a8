import type { Deployment, Listener } from '../../gateway/deployment.ts';

/** The address at which a client finds a listener, such as `https://localhost:8443/`. */
export function listenerUrl({ address, tls }: Listener, { serverNames }: Deployment): URL {
  const host = serverNames[0]?.replace('*', 'any') ?? 'localhost';
  return new URL(`${tls ? 'https' : 'http'}://${host}:${address.port}/`);
}
