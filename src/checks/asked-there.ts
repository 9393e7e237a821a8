import { type Model, type Socket, type Trace, trace } from '../nginx/model/index.ts';

/** The same request where another socket listens, for a name there; undefined where that is no IP address. */
export function askedThere(
  model: Model,
  { request }: Trace,
  { address, ssl }: Socket,
  host: string,
): Trace | undefined {
  if (address.kind !== 'ip') return undefined;
  return trace(model, {
    ...request,
    headers: request.headers.map((header) =>
      /^host$/i.test(header.name) ? { ...header, value: host } : header,
    ),
    address: arrivingAt(address),
    port: address.port,
    tls: ssl !== undefined,
    serverName: host,
  });
}

/**
 * Where a connection to a socket arrives. Of all addresses, one of IPv6 where only that leads there; else
 * undefined, as nobody needs to know which.
 */
export function arrivingAt(address: Socket['address']): string | undefined {
  if (address.kind === 'unix') return `unix:${address.path}`;
  if (address.kind === 'name') return undefined;
  if (!address.wildcard) return address.address;
  return address.family === 6 ? '::1' : undefined;
}
