import { ID_HEADER, ID_PARAMETER } from '../../probe/probe-id.ts';
import { headerHasToken, headerValues } from '../../websocket/header.ts';
import type { RequestHead } from './request-head.ts';

/** A request with what its target says. */
export interface Request extends RequestHead {
  readonly query: URLSearchParams;
  /** The probe that sent it, or null. */
  readonly probe: string | null;
  /**
   * The id came in the header alone: nginx made the request itself (`auth_request` drops the query),
   * or wrote another target.
   */
  readonly isQueryLost: boolean;
}

/** Reads what the target of a request says. */
export function readRequest(head: RequestHead): Request {
  const mark = head.target.indexOf('?');
  const query = new URLSearchParams(mark === -1 ? '' : head.target.slice(mark + 1));
  const inQuery = query.get(ID_PARAMETER);
  const [inHeader = null] = headerValues(head.headers, ID_HEADER);
  const isQueryLost = inQuery === null && inHeader !== null;
  return { ...head, query, probe: inQuery ?? inHeader, isQueryLost };
}

/** What is known of a request beside itself. */
export interface Circumstances {
  /** It was said how handshakes of its probe are to be answered. */
  readonly isAnnounced: boolean;
  /** It came to a backend that the path of a probe leads to. */
  readonly isAtNode: boolean;
}

/**
 * Whether a request is meant as a WebSocket handshake, also where nginx lost its `Upgrade`. A
 * subrequest of `auth_request` is none, although it carries the client's `Sec-WebSocket-*` on: it
 * goes to another backend or has lost the query.
 */
export function isMeantAsHandshake(
  request: Request,
  { isAnnounced, isAtNode }: Circumstances,
): boolean {
  if (headerHasToken(request.headers, 'Upgrade', 'websocket')) return true;
  if (request.isQueryLost || !isAtNode) return false;
  return isAnnounced || request.headers.some(([name]) => /^sec-websocket-/i.test(name));
}

/** True where another request may follow on the connection (RFC 9112 9.3). */
export function keepsAlive({ httpVersion, headers }: RequestHead): boolean {
  if (headerHasToken(headers, 'Connection', 'close')) return false;
  return httpVersion !== '1.0' || headerHasToken(headers, 'Connection', 'keep-alive');
}
