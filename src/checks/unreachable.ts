import { http2OnlyLine, type Socket, tlsLine } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';
import { replaceWords } from './fixes/replace-words.ts';

/** A connection that nobody takes, or not as it comes; undefined where the file has no place for it. */
export function unreachable(path: SocketPath, why: string): ConfigProblem | undefined {
  const unheard = unheardByHttp2(path);
  if (unheard !== undefined) return unheard;
  const at = listenerFor(path);
  return at && { at, where: path.url, message: unreachableMessage(path, why) };
}

/** A port that takes no request of HTTP/1.1. */
export function unheardByHttp2({ handshake, url, model }: SocketPath): ConfigProblem | undefined {
  const { taken } = handshake.arrival;
  const at = taken?.socket && http2OnlyLine(taken.socket, model.version);
  if (taken?.socket === undefined || at === undefined || handshake.request.tls) return undefined;
  const lines = taken.socket.servers
    .map(({ line }) => line.placed)
    .filter((line) => line !== undefined);
  return {
    at,
    where: url,
    message:
      'The connection fails, as this port speaks HTTP/2 alone, and a handshake is HTTP/1.1: before nginx 1.25.1, http2 on a listen without ssl leaves no other. Take http2 out of this line; browsers speak it over TLS only.',
    fix: {
      title: `Take HTTP/1.1 on port ${handshake.request.port}`,
      safe: false,
      edits: lines.flatMap((line) => replaceWords(line, [[/^http2$/, '']])),
    },
  };
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
