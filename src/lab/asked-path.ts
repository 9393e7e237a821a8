import type { Model, Socket, TraceRequest } from '../nginx/model/index.ts';
import type { Unkept } from './sandbox/rewriting.ts';

/** A path that is to be proven: its URL, and the request that a browser makes of it. */
export interface AskedPath {
  /** `ws:` or `wss:`. */
  readonly url: URL;
  readonly request: TraceRequest;
  /** Whether hops are declared in front of nginx: they may end TLS. */
  readonly isBehindHop: boolean;
}

/** The socket that an asked path arrives at. */
export interface PathSocket {
  readonly socket: Socket;
  /** Whether `stream` takes it, and no HTTP server. */
  readonly isStream: boolean;
  /** True where the URL's port is another: something in front leads from that port to this one. */
  readonly isAssumed: boolean;
}

/**
 * Finds the socket that a path arrives at. Where none listens on the URL's port, a port was mapped in
 * front of nginx: then it is the socket that speaks TLS as the URL does and has a server of its name.
 */
export function socketOf(model: Model, path: AskedPath): PathSocket | undefined {
  const { request } = path;
  const http = model.listeners?.choose(request.address, request.port).socket;
  if (http !== undefined) return { socket: http, isStream: false, isAssumed: false };
  const passed = model.streamListeners?.choose(request.address, request.port).socket;
  if (passed !== undefined) return { socket: passed, isStream: true, isAssumed: false };
  const assumed = mappedSocket(model, path);
  if (assumed !== undefined) return { socket: assumed, isStream: false, isAssumed: true };
  const [only] = model.streamListeners?.sockets ?? [];
  return only && { socket: only, isStream: true, isAssumed: true };
}

/** Whether stream takes a path, and no HTTP server does. */
export function isTakenByStream(model: Model, path: AskedPath): boolean {
  return socketOf(model, path)?.isStream === true;
}

/** What is said of a path whose port is taken to be mapped; nothing of others. */
export function mappedPort(model: Model, path: AskedPath): Unkept[] {
  const found = socketOf(model, path);
  if (found?.isAssumed !== true) return [];
  const { port } = path.request;
  const text = `Nothing listens on port ${port} of ${path.url.href}: what stands in front is taken to lead to ${found.socket.text}.`;
  return [{ file: null, line: null, text }];
}

function mappedSocket(
  { listeners }: Model,
  { url, request, isBehindHop }: AskedPath,
): Socket | undefined {
  const mayEndTls = isBehindHop && request.tls;
  const likeliest = listeners?.likeliest(url.hostname, request.tls) ?? [];
  return likeliest.find(({ ssl }) => mayEndTls || (ssl !== undefined) === request.tls);
}
