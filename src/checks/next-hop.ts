import { type Trace, type TraceRequest, trace } from '../nginx/model/index.ts';
import type { SocketPath } from './configuration.ts';

/** More hops than these are a circle. */
const MOST_HOPS = 6;

/**
 * What the servers of this same configuration that a handshake is passed on to do with it, one after
 * another. Empty where the upstream is none of them, or nobody can tell.
 */
export function nextHops({ model, handshake }: SocketPath): Trace[] {
  const hops: Trace[] = [];
  let current = handshake;
  while (hops.length < MOST_HOPS) {
    const request = passedRequest(current);
    const socket = request && model.listeners?.choose(request.address, request.port).socket;
    if (request === undefined || socket === undefined) break;
    current = trace(model, request);
    hops.push(current);
  }
  return hops;
}

/** The request as the next hop gets it; undefined where it is not known, or goes to a name. */
function passedRequest({ passing }: Trace): TraceRequest | undefined {
  const { target, request } = passing ?? {};
  const endpoint = target?.upstream?.servers.find(({ backup, down }) => !backup && !down)?.endpoint;
  if (target === undefined || request === undefined || endpoint === undefined) return undefined;
  const address = 'error' in endpoint ? undefined : addressOf(endpoint);
  if ('error' in endpoint || address === undefined) return undefined;
  const { method, uri, httpVersion, headers } = request;
  if (method.text === undefined || uri.text === undefined || httpVersion === '2') return undefined;
  return {
    method: method.text,
    target: uri.text,
    httpVersion,
    headers: headers.map(({ name, value }) => ({ name, value: value.text ?? '' })),
    address,
    port: endpoint.port,
    tls: target.scheme.text === 'https',
    serverName: undefined,
    client: { address: LOOPBACK, port: 50_000 },
  };
}

/** Where a connection to it arrives; undefined for a name, which only the machine can look up. */
function addressOf({ kind, host }: { readonly kind: string; readonly host: string }) {
  if (kind === 'unix') return `unix:${host}`;
  if (kind === 'ip') return host.replace(/^\[|\]$/g, '');
  return host === 'localhost' ? LOOPBACK : undefined;
}

const LOOPBACK = '127.0.0.1';
