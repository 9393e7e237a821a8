import type { Model, ServerBlock, TraceRequest } from '../nginx/model/index.ts';
import { tlsLine } from '../nginx/model/index.ts';

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
  for (const socket of model.listeners?.socketsOf(server) ?? []) {
    if (socket.udp) continue;
    const { address } = socket;
    const isWildcard = address.kind === 'ip' && address.wildcard;
    spots.push({
      server,
      address: address.kind === 'ip' && !isWildcard ? address.address : undefined,
      port: address.kind === 'unix' ? 80 : address.port,
      tls: tlsLine(socket, model.version) !== undefined,
      host: hostOf(server),
    });
  }
  return spots.toSorted((a, b) => Number(b.tls) - Number(a.tls));
}

function hostOf({ names }: ServerBlock): string {
  for (const { written } of names) {
    if (/^[a-z0-9.-]+$/i.test(written) && !written.startsWith('.')) return written;
    if (/^\*?\.[a-z0-9.-]+$/i.test(written)) return `www.${written.replace(/^\*?\./, '')}`;
    if (/^[a-z0-9.-]+\.\*$/i.test(written)) return written.replace('*', 'example');
  }
  return ANY_HOST;
}

export function urlOf({ host, port, tls }: Spot, target: string): string {
  const usual = tls ? 443 : 80;
  return `${tls ? 'wss' : 'ws'}://${host}${port === usual ? '' : `:${port}`}${target}`;
}

/** A browser's handshake (RFC 6455, section 4.1). */
export function handshakeAt(spot: Omit<Spot, 'server'>, target: string): TraceRequest {
  const { address, port, tls, host } = spot;
  const usual = tls ? 443 : 80;
  const authority = port === usual ? host : `${host}:${port}`;
  return {
    method: 'GET',
    target,
    httpVersion: '1.1',
    headers: [
      { name: 'Host', value: authority },
      { name: 'Connection', value: 'Upgrade' },
      { name: 'Upgrade', value: 'websocket' },
      { name: 'Origin', value: `${tls ? 'https' : 'http'}://${authority}` },
      { name: 'Sec-WebSocket-Version', value: '13' },
      { name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' },
    ],
    address,
    port,
    tls,
    serverName: tls ? host : undefined,
    // RFC 5737, section 3: TEST-NET-3, for documentation.
    client: { address: '203.0.113.7', port: 50_000 },
  };
}

/** The plain request that a polling fallback sends to the same place. */
export function plainOf(request: TraceRequest): TraceRequest {
  const isOfHandshake = (name: string): boolean =>
    /^(?:upgrade|connection|sec-websocket-.*)$/i.test(name);
  return { ...request, headers: request.headers.filter(({ name }) => !isOfHandshake(name)) };
}
