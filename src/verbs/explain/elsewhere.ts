import type { Model, TraceRequest } from '../../nginx/model/index.ts';
import { normalizeHost, type Socket, tlsLine } from '../../nginx/model/listen/index.ts';
import { type Placed, placeOf } from '../../nginx/syntax/index.ts';

/** Where the host of a request is served, when nothing takes it where it arrives. */
export interface Elsewhere {
  readonly port: number;
  readonly tls: boolean;
  readonly at: Placed;
}

/** The sockets on which a server has the name of the request; else those of the default servers. */
export function elsewhere(model: Model, request: TraceRequest): Elsewhere[] {
  const sent = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
  const host = normalizeHost(sent, model.version) ?? '';
  const sockets = (model.listeners?.sockets ?? []).filter(({ udp }) => !udp);
  const named = sockets.filter((socket) => socket.names.find(host).found !== undefined);
  const found = new Map<number, Elsewhere>();
  for (const socket of named.length > 0 ? named : sockets) {
    const { address, servers, defaultServer } = socket;
    const name = socket.names.find(host).found;
    const line = servers.find(({ server }) => server === name?.server) ?? defaultServer;
    const at = line.line.placed ?? line.server.level.placed;
    if (address.kind === 'unix' || at === undefined || found.has(address.port)) continue;
    const tls = isTls(socket, model);
    // What was asked for, and not taken, is no other place.
    if (address.port === request.port && tls === request.tls) continue;
    found.set(address.port, { port: address.port, tls, at });
  }
  return [...found.values()];
}

/** What to ask instead, in words; undefined where nothing listens at all. */
export function elsewhereText(places: readonly Elsewhere[], url: string): string | undefined {
  if (places.length === 0) return undefined;
  return `what listens is ${places.map((place) => placeToAsk(place, url)).join(', and ')}`;
}

function placeToAsk({ port, tls, at }: Elsewhere, url: string): string {
  const { protocol, hostname, pathname } = new URL(url);
  const wantsTls = protocol === 'wss:' || protocol === 'https:';
  const scheme = `${protocol.startsWith('ws') ? 'ws' : 'http'}${tls ? 's' : ''}`;
  const { file, line } = placeOf(at);
  // Where TLS ends before nginx, the host has no port, or another one, for the browser.
  const ask =
    tls === wantsTls
      ? `${scheme}://${hostname}:${port}${pathname}`
      : `${scheme}://${hostname}${pathname} with --address :${port}`;
  return `port ${port} ${tls ? 'with' : 'without'} TLS (${file}:${line}): ask for ${ask}`;
}

function isTls(socket: Socket, { version }: Model): boolean {
  return tlsLine(socket, version) !== undefined;
}
