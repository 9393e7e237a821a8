import type { Socket } from './listen/index.ts';
import type { Model } from './model.ts';
import type { RequestHeader, TraceRequest } from './request.ts';
import { type Trace, trace } from './trace.ts';
import type { Endpoint } from './upstream/index.ts';

/** More hops than these are a circle. */
const MOST_HOPS = 6;

/** Where nginx connects to itself from. */
export const LOOPBACK = '127.0.0.1';

/** Follows a request: as it is, or as one that guards let in. */
type Follow = (model: Model, request: TraceRequest) => Trace;

/**
 * What the servers of this same configuration that a request is passed on to do with it, one after
 * another. Empty where the upstream is none of them, or nobody can tell.
 */
export function nextHops(first: Trace, follow: Follow = trace): Trace[] {
  const hops: Trace[] = [];
  for (let hop = nextHop(first, follow); hop !== undefined; hop = nextHop(hop, follow)) {
    if (hops.length === MOST_HOPS) break;
    hops.push(hop);
  }
  return hops;
}

/**
 * What this very nginx does with what it sends upstream, where that is a socket of its own; undefined
 * elsewhere, and where something of the request that matters is not known.
 */
export function nextHop({ passing, exchange }: Trace, follow: Follow = trace): Trace | undefined {
  const { target, request } = passing ?? {};
  const endpoint = target?.upstream?.servers.find(({ backup, down }) => !backup && !down)?.endpoint;
  if (exchange === undefined || target === undefined || request === undefined) return undefined;
  if (endpoint === undefined || 'error' in endpoint) return undefined;
  const { model } = exchange;
  if (ownSocket(model, endpoint) === undefined) return undefined;
  const { method, uri, httpVersion } = request;
  const headers = passedHeaders(request.headers);
  if (headers === undefined) return undefined;
  if (method.text === undefined || uri.text === undefined || httpVersion === '2') return undefined;
  const passed: TraceRequest = {
    method: method.text,
    target: uri.text,
    httpVersion,
    headers,
    ...arrivalOf(endpoint),
    tls: target.scheme.text === 'https',
    // `proxy_ssl_server_name` is off unless it is written.
    serverName: undefined,
    client: { address: LOOPBACK, port: exchange.request.client.port },
    isPassedOn: true,
  };
  return follow(model, passed);
}

/**
 * The listening socket of this configuration that an address of an upstream leads to; undefined where
 * it leads elsewhere. A socket on all addresses is not that of another machine.
 */
export function ownSocket({ listeners }: Model, endpoint: Endpoint): Socket | undefined {
  if (endpoint.kind === 'name' && endpoint.host !== 'localhost') return undefined;
  const { address, port } = arrivalOf(endpoint);
  const choice = listeners?.choose(address, port);
  if (choice?.socket === undefined) return undefined;
  return isLoopback(address) || choice.by === 'exact' ? choice.socket : undefined;
}

/** Where a connection to an address of an upstream arrives. */
export function arrivalOf({ kind, host, port }: Endpoint): {
  readonly address: string;
  readonly port: number;
} {
  if (kind === 'unix') return { address: `unix:${host}`, port };
  return { address: host === 'localhost' ? LOOPBACK : host.replace(/^\[|\]$/g, ''), port };
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address);
}

/** Headers without which nobody can say what becomes of a handshake. */
const DECISIVE = /^(?:host|upgrade|connection)$/i;

type Sent = NonNullable<NonNullable<Trace['passing']>['request']>['headers'];

function passedHeaders(headers: Sent): RequestHeader[] | undefined {
  const isUnknown = headers.some(
    ({ name, value }) => value.text === undefined && DECISIVE.test(name),
  );
  if (isUnknown) return undefined;
  return headers.map(({ name, value }) => ({ name, value: value.text ?? '' }));
}
