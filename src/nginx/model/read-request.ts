import { Exchange } from './exchange.ts';
import { isFlagOn } from './flags.ts';
import { acceptedHeaders, firstHeader, isNamed } from './headers.ts';
import {
  chooseRequestServer,
  defaultChoice,
  normalizeHost,
  primaryName,
  type RequestServer,
  type ServerChoice,
  type Socket,
  type TlsServer,
  tlsLine,
} from './listen/index.ts';
import type { Model } from './model.ts';
import type { RequestHeader, TraceRequest } from './request.ts';
import { parseTarget, readsAsLine, type Target } from './uri/index.ts';

/** A request that was read, as far as nginx read it. */
interface ReadRequest {
  readonly choice: ServerChoice;
  readonly exchange: Exchange;
  readonly refused: Refused | undefined;
}

interface Refused {
  readonly status: number;
  readonly why: string;
}

/** Reads the request line, then the headers; what is refused is refused by the server known by then. */
export function readRequest(
  model: Model,
  request: TraceRequest,
  socket: Socket,
  tls: TlsServer | undefined,
): ReadRequest {
  const first = tls?.choice ?? defaultChoice(socket);
  const target = parseTarget(request.target, {
    mergeSlashes: isFlagOn(first.server.level, 'merge_slashes', true),
    dialect: model.uriDialect,
  });
  if (!isMethod(request.method)) {
    return refuse(model, { ...request, headers: [] }, first, {
      why: `nginx takes no such method: ${request.method}`,
    });
  }
  if (!target.ok) {
    return refuse(model, { ...request, headers: [] }, first, {
      why: `nginx takes no such target: ${request.target}`,
    });
  }
  return readHeaders(model, request, { socket, tls, first, target });
}

interface ReadLine {
  readonly socket: Socket;
  readonly tls: TlsServer | undefined;
  /** The server that the connection came to. */
  readonly first: ServerChoice;
  readonly target: Target;
}

/** `Host` leads to another server as soon as it is read; an absolute target did so before. */
function readHeaders(
  model: Model,
  request: TraceRequest,
  { socket, tls, first, target }: ReadLine,
): ReadRequest {
  const { headers } = request;
  const host = target.authority ?? firstHeader(headers, 'host');
  const found = chooseRequestServer(socket, host ?? '', tls, model.version);
  const isRefused = found.kind === 'invalid-host' || host === '';
  if (isRefused && target.authority !== undefined) {
    return refuse(model, { ...request, headers: [] }, first, { why: refusedHost(host), target });
  }
  const bad = badHostAt(headers, model.version);
  if (bad !== -1) {
    const isSecond = headers.findIndex(isHost) < bad;
    // By then, a first `Host` or an absolute target has led to its server.
    const isFound = !isRefused && (target.authority !== undefined || isSecond);
    const why = isSecond ? 'Host is sent twice' : refusedHost(headers[bad]?.value);
    const read = { ...request, headers: headers.slice(0, bad + 1) };
    const said = { why, target, host: isFound ? host : undefined };
    return refuse(model, read, isFound ? found.choice : first, said);
  }
  const exchange = newExchange(model, request, found.choice, host);
  readTargetInto(exchange, target);
  // An absolute target has led to its server before any header is read.
  const before = target.authority === undefined ? first.server.level : exchange.server;
  exchange.headers = acceptedHeaders(headers, before, exchange.server);
  const refused = refusedByServer(found, socket, exchange);
  // A missing Host is seen before the length of the body is looked at.
  exchange.lengthIsRead = refused?.status !== 400;
  return { choice: found.choice, exchange, refused };
}

/** The `Host` that nginx stops at: one that it does not take, or the second one; -1 for none. */
function badHostAt(headers: readonly RequestHeader[], version: string): number {
  const first = headers.findIndex(isHost);
  if (first === -1) return -1;
  if (normalizeHost(headers[first]?.value ?? '', version) === undefined) return first;
  return headers.findIndex((header, at) => at > first && isHost(header));
}

function isHost(header: RequestHeader): boolean {
  return isNamed(header, 'host');
}

function isMethod(text: string): boolean {
  return /^[A-Z_-]+$/.test(text);
}

function refusedHost(host: string | undefined): string {
  return `nginx takes no such host: "${host ?? ''}"`;
}

interface Refusal {
  readonly why: string;
  /** Undefined where it could not be read. */
  readonly target?: Target;
  /** As far as it was known by then. */
  readonly host?: string | undefined;
}

function refuse(
  model: Model,
  request: TraceRequest,
  choice: ServerChoice,
  { why, target, host }: Refusal,
): ReadRequest {
  const exchange = newExchange(model, request, choice, host);
  if (target !== undefined) readTargetInto(exchange, target);
  // What could not be read is not there: $request_uri is empty.
  else exchange.unparsedUri = '';
  exchange.protocolIsRead =
    isMethod(request.method) && readsAsLine(request.target, model.uriDialect);
  if (!exchange.protocolIsRead) exchange.methodName = '';
  exchange.lengthIsRead = false;
  return { choice, exchange, refused: { status: 400, why } };
}

function newExchange(
  model: Model,
  request: TraceRequest,
  choice: ServerChoice,
  host: string | undefined,
): Exchange {
  const exchange = new Exchange(model, request, choice.server.level);
  exchange.serverName = primaryName(choice.server.names) ?? '';
  exchange.host = (host && normalizeHost(host, model.version)) || exchange.serverName;
  exchange.hostIsSent = host !== undefined;
  if (choice.captured !== undefined) exchange.capture(choice.captured.match, choice.captured.regex);
  return exchange;
}

/** What the server itself has against the request (`ngx_http_process_request`). */
function refusedByServer(
  found: RequestServer,
  socket: Socket,
  exchange: Exchange,
): Refused | undefined {
  const { request, server, model } = exchange;
  // Whatever an absolute target says (RFC 9112, section 3.2).
  if (request.httpVersion === '1.1' && !request.headers.some(isHost)) {
    return { status: 400, why: 'a request of HTTP/1.1 needs a Host' };
  }
  if (request.method === 'TRACE' || request.method === 'CONNECT') {
    return { status: 405, why: `nginx answers no ${request.method}` };
  }
  if (!request.tls && tlsLine(socket, model.version) !== undefined) {
    return { status: 497, why: 'a plain request came to a port that speaks TLS' };
  }
  if (found.kind === 'misdirected') {
    return { status: 421, why: 'the client was verified for another server' };
  }
  const verify = server.effective('ssl_verify_client').at(-1);
  const isDemanded = request.tls && verify?.directive.args[0]?.value === 'on';
  if (isDemanded && !exchange.isLetInBy(verify)) {
    const why = 'ssl_verify_client, and no client certificate was sent';
    exchange.tell({ kind: 'access', text: why, at: verify });
    return { status: 496, why };
  }
  return undefined;
}

function readTargetInto(exchange: Exchange, target: Target): void {
  exchange.uri = target.uri;
  exchange.args = target.args;
  exchange.unparsedUri = target.unparsed;
  exchange.quotedUri = target.hadPercent;
  exchange.plusInUri = target.hadPlus;
  exchange.spaceInUri = target.hadSpace;
  exchange.validUnparsedUri = target.isUnparsedValid;
}
