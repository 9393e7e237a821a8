import { everyLevel } from '../checks/validity/every-level.ts';
import type { Model, RequestHeader, TraceRequest } from '../nginx/model/index.ts';

/**
 * The request as nginx gets it from a hop in front that leads from the URL's port to another one, and
 * may end TLS: at the socket with a server of its name, rather one that speaks TLS as the URL does.
 * The request as it is where nginx listens on no other port.
 */
export function behindHop({ listeners }: Model, request: TraceRequest): TraceRequest {
  const host = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
  const name = host.replace(/:\d+$/, '');
  const sockets = listeners?.likeliest(name, request.tls) ?? [];
  const socket = sockets.find(({ address }) => address.kind !== 'unix');
  if (socket === undefined || socket.address.kind === 'unix') return request;
  const tls = socket.ssl !== undefined;
  const serverName = tls ? request.serverName : undefined;
  const headers = request.tls && !tls ? [...request.headers, CAME_BY_TLS] : request.headers;
  return { ...request, headers, address: undefined, port: socket.address.port, tls, serverName };
}

/** Whether lines go by what only a hop in front that ends TLS sends; what is logged is no sign of one. */
export function expectsHop({ http }: Model): boolean {
  if (http === undefined) return false;
  return everyLevel(http).some(({ lines }) =>
    lines.some(
      ({ directive: { name, args } }) =>
        !/^(?:log_format|access_log)$/.test(name) &&
        args.some(({ value }) => /\$\{?http_x_forwarded_proto\b/i.test(value)),
    ),
  );
}

/** What load balancers and CDNs tell of a request of which they ended TLS. */
const CAME_BY_TLS: RequestHeader = { name: 'X-Forwarded-Proto', value: 'https' };
