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
    address: address.wildcard ? undefined : address.address,
    port: address.port,
    tls: ssl !== undefined,
    serverName: host,
  });
}
