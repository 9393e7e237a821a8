import { type RequestHeader, type Trace, trace } from '../../nginx/model/index.ts';

/**
 * What this very nginx does with what it sends upstream, where the one server there is a port of its
 * own; undefined elsewhere, and where something of the request is not known.
 */
export function nextHop({ passing, exchange }: Trace): Trace | undefined {
  const { request, target } = passing ?? {};
  const servers = target?.upstream?.servers ?? [];
  const endpoint = servers[0]?.endpoint;
  if (request?.uri.text === undefined || request.method.text === undefined) return undefined;
  if (exchange === undefined || target === undefined || request.httpVersion === '2')
    return undefined;
  if (servers.length !== 1 || endpoint === undefined || 'error' in endpoint) return undefined;
  const { model } = exchange;
  const isOwn = LOOPBACK.test(endpoint.host) && model.listeners?.onPort(endpoint.port).length;
  const headers = knownHeaders(request.headers);
  if (!isOwn || headers === undefined) return undefined;
  return trace(model, {
    method: request.method.text,
    target: request.uri.text,
    httpVersion: request.httpVersion,
    headers,
    address: endpoint.host === 'localhost' ? '127.0.0.1' : endpoint.host.replace(/^\[|\]$/g, ''),
    port: endpoint.port,
    tls: target.scheme.text === 'https',
    // `proxy_ssl_server_name` is off unless it is written.
    serverName: undefined,
    client: { address: '127.0.0.1', port: exchange.request.client.port },
  });
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

type Sent = NonNullable<NonNullable<Trace['passing']>['request']>['headers'];

function knownHeaders(headers: Sent): RequestHeader[] | undefined {
  const known = headers.flatMap(({ name, value: { text } }) =>
    text === undefined ? [] : [{ name, value: text }],
  );
  return known.length === headers.length ? known : undefined;
}
