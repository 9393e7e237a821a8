import { arrivingAt } from '../checks/asked-there.ts';
import { hostMeantBy, isBareExpression } from '../checks/unreached-server.ts';
import type { Model, ServerBlock, TraceRequest } from '../nginx/model/index.ts';
import { tlsLine } from '../nginx/model/index.ts';
import { browserHandshake, CLIENT_PORT, USUAL_CLIENT } from './browser-handshake.ts';
import { sampleHost } from './sample-host.ts';

/** Where a server is met: one of its sockets, and a name that leads to it there. */
export interface Spot {
  readonly server: ServerBlock;
  readonly address: string | undefined;
  readonly port: number;
  readonly tls: boolean;
  readonly host: string;
}

/** Of names that fit nothing but themselves a client cannot ask; what is asked for then. */
const ANY_HOST = 'any.example';

/** The spots of a server in the order of its `listen` lines; those with TLS first, as sockets prefer it. */
export function spotsOf(model: Model, server: ServerBlock): Spot[] {
  const spots: Spot[] = [];
  const host = hostOf(server);
  for (const socket of model.listeners?.socketsOf(server) ?? []) {
    if (socket.udp) continue;
    const { address } = socket;
    spots.push({
      server,
      address: arrivingAt(address),
      port: address.kind === 'unix' ? 80 : address.port,
      tls: tlsLine(socket, model.version) !== undefined,
      host,
    });
  }
  return spots.toSorted((a, b) => Number(b.tls) - Number(a.tls));
}

function hostOf({ names }: ServerBlock): string {
  for (const { written } of names) {
    if (/^[a-z0-9.-]+$/i.test(written) && !written.startsWith('.')) return written;
    if (/^\*?\.[a-z0-9.-]+$/i.test(written)) return `www.${written.replace(/^\*?\./, '')}`;
    if (/^[a-z0-9.-]+\.\*$/i.test(written)) return written.replace('*', 'example');
    const sample = written.startsWith('~') ? sampleHost(written.slice(1)) : undefined;
    if (sample !== undefined) return sample;
  }
  for (const name of names) {
    const meant = isBareExpression(name) ? sampleHost(name.written) : hostMeantBy(name);
    if (meant !== undefined) return meant;
  }
  return ANY_HOST;
}

export function urlOf(spot: Spot, target: string): string {
  return `${spot.tls ? 'wss' : 'ws'}://${authorityOf(spot)}${target}`;
}

/** The handshake of a browser that is led to a spot. */
export function handshakeAt(spot: Omit<Spot, 'server'>, target: string): TraceRequest {
  const { address, port, tls, host } = spot;
  return {
    method: 'GET',
    target,
    httpVersion: '1.1',
    headers: browserHandshake(authorityOf(spot), tls),
    address,
    port,
    tls,
    serverName: tls ? host : undefined,
    client: { address: USUAL_CLIENT, port: CLIENT_PORT },
  };
}

function authorityOf({ host, port, tls }: Omit<Spot, 'server'>): string {
  const usual = tls ? 443 : 80;
  return port === usual ? host : `${host}:${port}`;
}

/** The plain request that a polling fallback sends to the same place, as browsers do over HTTP/1.1. */
export function plainOf(request: TraceRequest): TraceRequest {
  const isOfHandshake = (name: string): boolean =>
    /^(?:upgrade|connection|sec-websocket-.*)$/i.test(name);
  const others = request.headers.filter(({ name }) => !isOfHandshake(name));
  return { ...request, headers: [...others, { name: 'Connection', value: 'keep-alive' }] };
}
