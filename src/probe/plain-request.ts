import type { HeaderPair } from '../websocket/header.ts';
import { mergeHeaders, requestHead } from '../websocket/request-head.ts';
import type { Connection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import type { Failed } from './failure.ts';
import { type BegunResponse, beginResponse } from './http-response.ts';
import { latin1Bytes } from './latin1.ts';
import { type LivePath, targetOf } from './live-path.ts';
import { USER_AGENT } from './probe-id.ts';

/** A plain request. By default a GET of the path's URL. */
export interface PlainRequest {
  readonly method?: string;
  /** Request target in place of the URL's. */
  readonly target?: string;
  /** More header fields; those named Host, User-Agent or Content-Length replace ours. */
  readonly headers?: readonly HeaderPair[];
  /** A text is sent as UTF-8. Its Content-Length is sent with it. */
  readonly body?: string | Uint8Array;
}

/**
 * Sends the request and reads the answer up to its body.
 * @throws Error where a part of the request cannot be sent as one line.
 */
export async function sendPlainRequest(
  connection: Connection,
  path: LivePath,
  request: PlainRequest,
  deadline: Deadline,
): Promise<BegunResponse | Failed> {
  const method = request.method ?? 'GET';
  const target = request.target ?? targetOf(path);
  const body = bodyBytes(request);
  const ours: HeaderPair[] = [
    ['Host', path.url.host],
    ['User-Agent', USER_AGENT],
  ];
  if (body !== null) ours.push(['Content-Length', String(body.length)]);
  const headers = mergeHeaders(ours, request.headers ?? []);
  connection.write(latin1Bytes(requestHead(method, target, '1.1', headers)));
  if (body !== null) connection.write(body);
  return beginResponse(connection, method, deadline, `${method} ${target}`);
}

function bodyBytes({ body }: PlainRequest): Uint8Array | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}
