import { buildHandshakeRequest, type HandshakeRequest } from '../websocket/handshake-request.ts';
import {
  type HandshakeViolationCode,
  judgeHandshakeResponse,
} from '../websocket/handshake-response.ts';
import type { HeaderPair } from '../websocket/header.ts';
import type { Violation } from '../websocket/violation.ts';
import { type BodyFraming, bodyFraming } from './body-framing.ts';
import { BodyReader } from './body-reader.ts';
import type { Connection, ConnectTimes } from './connection.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { Failure } from './failure.ts';
import { latin1Bytes } from './latin1.ts';
import { type LivePath, targetOf } from './live-path.ts';
import { type OpenConnectionOptions, openConnection } from './open-connection.ts';
import { USER_AGENT } from './probe-id.ts';
import { readHead } from './read-head.ts';
import type { ResponseHead } from './response-head.ts';
import { Tunnel, type TunnelOptions } from './tunnel.ts';

const SWITCHING_PROTOCOLS = 101;

/** As much of a refusal's body as tells what refused. */
const REFUSAL_BODY_BYTES = 4096;

/** How long a refusal's body is waited for: an answer that never ends must not hold up the probe. */
const REFUSAL_BODY_MS = 500;

/** What the handshake says and how it is sent. By default it is a right one for the path's URL. */
export interface HandshakeOptions extends OpenConnectionOptions, TunnelOptions {
  /** Request target in place of the URL's: another path, an absolute URL, or anything. */
  readonly target?: string;
  /** More header fields; those with the name of a field of the handshake replace it. */
  readonly headers?: readonly HeaderPair[];
  /** Names of fields of the handshake that are left out. */
  readonly without?: readonly string[];
  readonly subprotocols?: readonly string[];
  readonly method?: string;
  /** `1.1` when absent. */
  readonly httpVersion?: string;
}

interface Answered {
  /** The exact bytes that were sent, each as one character. */
  readonly request: string;
  /** Milliseconds from the request's last byte to the end of the response head. */
  readonly ms: number;
  readonly times: ConnectTimes;
}

/** The outcome of a handshake. */
export type HandshakeResult =
  | (Answered & {
      /** The answer was a 101, which may break rules. */
      readonly kind: 'open';
      readonly tunnel: Tunnel;
      readonly response: ResponseHead;
      readonly violations: readonly Violation<HandshakeViolationCode>[];
    })
  | (Answered & {
      /** The answer was anything but a 101. The connection is closed. */
      readonly kind: 'refused';
      /** With the first bytes of the body, 4096 at most. */
      readonly response: ResponseHead & { readonly body: Uint8Array };
    })
  | { readonly kind: 'failed'; readonly request: string; readonly failure: Failure };

/**
 * Sends one handshake over a connection of its own. The result comes within `path.timeoutMs`, the
 * body of a refusal aside, which may take half a second more. A tunnel must be closed by the caller.
 * @throws Error where the options cannot be sent as one request, or the URL is not ws: or wss:.
 */
export async function handshake(
  path: LivePath,
  options: HandshakeOptions = {},
): Promise<HandshakeResult> {
  const request = buildHandshakeRequest({
    ...options,
    host: path.url.host,
    target: options.target ?? targetOf(path),
    headers: withUserAgent(options),
  });
  const deadline = startDeadline(path.timeoutMs);
  const opened = await openConnection(path, options);
  if (opened.kind === 'failed') return { ...opened, request: request.text };
  return exchange(opened.connection, request, options, deadline);
}

function withUserAgent({ headers = [], without = [] }: HandshakeOptions): HeaderPair[] {
  const names = [...headers.map(([name]) => name), ...without];
  const settled = names.some((name) => name.toLowerCase() === 'user-agent');
  return settled ? [...headers] : [['User-Agent', USER_AGENT], ...headers];
}

async function exchange(
  connection: Connection,
  request: HandshakeRequest,
  options: HandshakeOptions,
  deadline: Deadline,
): Promise<HandshakeResult> {
  connection.write(latin1Bytes(request.text));
  const sentAt = performance.now();
  const reading = await readHead(connection, deadline, 'the answer to the handshake');
  const answered = {
    request: request.text,
    ms: performance.now() - sentAt,
    times: connection.times,
  };
  if (reading.kind === 'failed') {
    connection.destroy();
    return { ...reading, request: request.text };
  }
  const { head } = reading;
  if (head.status !== SWITCHING_PROTOCOLS) {
    const body = await firstBytes(connection, head, options.method ?? 'GET');
    connection.destroy();
    return { kind: 'refused', response: { ...head, body }, ...answered };
  }
  const tunnel = new Tunnel(connection, options);
  const violations = await judgeHandshakeResponse(head, request);
  return { kind: 'open', tunnel, response: head, violations, ...answered };
}

async function firstBytes(
  connection: Connection,
  head: ResponseHead,
  method: string,
): Promise<Uint8Array> {
  const framing = bodyFraming(head, method);
  const readable: BodyFraming = framing.kind === 'broken' ? { kind: 'until-close' } : framing;
  const body = new BodyReader(connection, readable, 'the answer to the handshake');
  const deadline = startDeadline(REFUSAL_BODY_MS);
  const kept = new Uint8Array(REFUSAL_BODY_BYTES);
  let size = 0;
  while (size < REFUSAL_BODY_BYTES) {
    const part = await body.next(deadline.leftMs());
    if (part.kind !== 'bytes') break;
    const piece = part.bytes.subarray(0, REFUSAL_BODY_BYTES - size);
    kept.set(piece, size);
    size += piece.length;
  }
  return kept.slice(0, size);
}
