import {
  letIn,
  type Model,
  nextHops,
  type Trace,
  type TraceRequest,
  trace,
  withoutOrigin,
} from '../nginx/model/index.ts';
import { type AskedPath, socketOf } from './asked-path.ts';

/** The requests that a proof sends, and what their next hops make of them. */
export function tracesOf(model: Model, path: AskedPath): Trace[] {
  const request = arriving(model, path);
  const plain = { ...request, headers: request.headers.filter(({ name }) => isPlain(name)) };
  const slashless = { ...request, target: withoutSlash(request.target) };
  const page = { ...plain, target: '/' };
  return [request, plain, slashless, page].flatMap((one) => {
    const first = trace(model, one);
    return [first, ...nextHops(first, letIn)];
  });
}

/** The probes' request at the socket that it arrives at, with what guards on its way ask for. */
export function arriving(model: Model, path: AskedPath): TraceRequest {
  return letIn(model, withoutOrigin(mapped(model, path))).request;
}

/** Something in front may map its port, and end its TLS. */
function mapped(model: Model, path: AskedPath): TraceRequest {
  const found = socketOf(model, path);
  if (found?.isAssumed !== true || found.socket.address.kind === 'unix') return path.request;
  const { request } = path;
  const { port } = found.socket.address;
  if (!request.tls || found.socket.ssl !== undefined)
    return { ...request, address: undefined, port };
  const headers = [...request.headers, { name: 'X-Forwarded-Proto', value: 'https' }];
  return { ...request, address: undefined, port, tls: false, serverName: undefined, headers };
}

function isPlain(name: string): boolean {
  return !/^(?:upgrade|connection|sec-websocket-.*)$/i.test(name);
}

function withoutSlash(target: string): string {
  return target.length > 1 ? target.replace(/\/(?=$|\?)/, '') : target;
}
