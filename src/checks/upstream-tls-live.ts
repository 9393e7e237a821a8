import type { WireEvidence } from '../probe/lab-evidence.ts';
import { type LiveRule, live } from './check.ts';

/** Whether TLS that arrives at the backend names the site that is meant. */
export const upstreamTlsLive: LiveRule = live(['wire'], function* ({ wire }) {
  const { connections, detail, byName } = wire;
  // What is said inside of TLS may be known, too: then that is the protocol.
  const secure = connections.filter(({ serverName }) => serverName !== undefined);
  if (connections.length === 0) return { cannotTell: `nothing arrived at the backend: ${detail}` };
  if (secure.length === 0) return 'plain HTTP arrives at the backend';
  if (secure.some(({ serverName }) => typeof serverName === 'string')) {
    return `TLS with the server name ${[...new Set(secure.map(({ serverName }) => serverName))].join(', ')}`;
  }
  yield {
    severity: wire.status !== 101 ? 'error' : namesSite(wire) ? 'warning' : 'advice',
    message: `nginx sends no server name (SNI) when it opens TLS to the backend${wire.status === 101 ? '' : `, and the client gets ${detail}`}: one that chooses its site or certificate by name ends the TLS handshake, and the client gets 502 ("peer closed connection in SSL handshake"). Set proxy_ssl_server_name on, and proxy_ssl_name to the name that is meant.`,
  };
  const refused = byName === null ? '' : `; a backend that wants one: ${byName.detail}`;
  return `TLS without a server name${refused}`;
});

/** Whether `Host` is a name of the backend's own: then it serves several sites. */
function namesSite({ host, sentHost }: WireEvidence): boolean {
  if (host === null || host === sentHost) return false;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?$/i.test(host);
}
