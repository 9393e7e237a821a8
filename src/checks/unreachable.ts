import { type Socket, tlsLine } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';

/** A connection that nobody takes, or not as it comes; undefined where the file has no place for it. */
export function unreachable(path: SocketPath, why: string): ConfigProblem | undefined {
  const at = listenerFor(path);
  return at && { at, where: path.url, message: unreachableMessage(path, why) };
}

/** The `listen` of the port, that of the server of the name where there is one, else the first server. */
function listenerFor({ model, handshake }: SocketPath): Placed | undefined {
  const { listeners, http } = model;
  const { headers, port } = handshake.request;
  const [socket] = listeners?.onPort(port) ?? [];
  const host = headers.find(({ name }) => /^host$/i.test(name))?.value ?? '';
  const line = socket && listenOf(socket, host.replace(/:\d+$/, '').toLowerCase());
  return line ?? listeners?.servers[0]?.level.placed ?? http?.placed;
}

function listenOf({ names, servers, defaultServer }: Socket, host: string): Placed | undefined {
  const named = names.find(host).found?.server;
  const listening = servers.find(({ server }) => server === named) ?? defaultServer;
  return listening.line.placed;
}

function unreachableMessage({ handshake, url, model, isPlain }: SocketPath, why: string): string {
  const { port, tls } = handshake.request;
  const [secure, open] = isPlain ? ['https', 'http'] : ['wss', 'ws'];
  const { taken } = handshake.arrival;
  if (tls && taken !== undefined && tlsLine(taken.socket, model.version) === undefined) {
    return `The connection for ${url} fails: nginx listens on port ${port} without TLS, and ${secure} is TLS. Add ssl to this line (listen ${port} ssl), and ssl_certificate with ssl_certificate_key where the server has none; or tell of the hop in front that ends TLS (--hop alb,60s).`;
  }
  const scheme = tls ? `${secure}, that is TLS` : `${open}, that is without TLS`;
  return `The connection for ${url} fails: ${sentence(why)}. Have a server listen on port ${port} for ${scheme}; or tell of the hop in front that leads to another port (--hop alb,60s).`;
}

/** Some reasons are whole sentences, some are not. */
function sentence(why: string): string {
  const text = why.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
