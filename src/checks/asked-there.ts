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

/** Of all addresses, one of IPv6 where only that leads to the socket; else nobody needs to know which. */
function arrivingAt({ wildcard, family, address }: IpAddress): string | undefined {
  if (!wildcard) return address;
  return family === 6 ? '::1' : undefined;
}

type IpAddress = Extract<Socket['address'], { kind: 'ip' }>;
