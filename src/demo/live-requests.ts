import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Arrival } from '../probe/arrival.ts';
import { readFromPage, readSession, readTransports } from './from-page.ts';
import type { NodeState } from './node-state.ts';
import { type FromNode, LIVE_PATHS, parsePosition, type Transport } from './page/wire.ts';
import { holdPoll, sendAnswer } from './poll-client.ts';
import type { RequestTarget } from './request-target.ts';
import { startEventStream } from './sse-client.ts';
import { takeMessage } from './take-message.ts';

/** Bytes that a posted message may have. */
const BODY_LIMIT = 16 * 1024;

/** What the live paths need to know of their node. */
export interface LiveContext {
  readonly state: NodeState;
  readonly heartbeatMs: number;
  readonly pollMs: number;
}

/** The first messages on every line: who speaks, what arrived, and what the page has missed. */
export function greet(
  arrival: Arrival,
  query: URLSearchParams,
  { state, heartbeatMs }: LiveContext,
): FromNode[] {
  const { connection, peer, requestLine, headers } = arrival;
  const seen = { connection, peer, requestLine, headers };
  return [
    { type: 'hello', node: state.name, heartbeatMs, seen },
    ...state.catchUp(parsePosition(query.get('since') ?? '')),
  ];
}

/** Answers a plain request for a live path; false when the path is none of them. */
export async function answerLive(
  { path, query }: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  arrival: Arrival,
  context: LiveContext,
): Promise<boolean> {
  if (path === LIVE_PATHS.websocket) {
    // RFC 9110, section 15.5.22: a 426 names the protocol that is expected.
    response.setHeader('Upgrade', 'websocket');
    response.setHeader('Connection', 'Upgrade');
    refuse(response, 426, 'A WebSocket handshake was expected; no Upgrade arrived.');
    return true;
  }
  const method = METHODS.get(path);
  if (method === undefined) return false;
  const session = readSession(query);
  if (request.method !== method) refuse(response, 405, `Expected ${method}.`);
  else if (session === undefined) refuse(response, 400, 'Expected session=ID in the query.');
  else if (path === LIVE_PATHS.events) events(session, query, response, arrival, context);
  else if (path === LIVE_PATHS.poll) poll(session, query, response, arrival, context);
  else if (path === LIVE_PATHS.send) await send(session, request, response, context);
  else await cut(session, request, response, context);
  return true;
}

const METHODS: ReadonlyMap<string, string> = new Map([
  [LIVE_PATHS.events, 'GET'],
  [LIVE_PATHS.poll, 'GET'],
  [LIVE_PATHS.send, 'POST'],
  [LIVE_PATHS.cut, 'POST'],
]);

function events(
  session: string,
  query: URLSearchParams,
  response: ServerResponse,
  arrival: Arrival,
  context: LiveContext,
): void {
  if (refuseCut('sse', session, response, context)) return;
  startEventStream(response, session, greet(arrival, query, context), context.state);
}

function poll(
  session: string,
  query: URLSearchParams,
  response: ServerResponse,
  arrival: Arrival,
  context: LiveContext,
): void {
  const { state, pollMs } = context;
  if (refuseCut('polling', session, response, context)) return;
  if (query.has('hello')) {
    sendAnswer(response, greet(arrival, query, context), state);
    return;
  }
  const missed = state.catchUp(parsePosition(query.get('since') ?? ''));
  if (missed.length > 0) sendAnswer(response, missed, state);
  else holdPoll(response, session, pollMs, state);
}

async function send(
  session: string,
  request: IncomingMessage,
  response: ServerResponse,
  { state }: LiveContext,
): Promise<void> {
  const message = readFromPage(await readBody(request));
  if (typeof message === 'string') refuse(response, 400, message);
  else sendAnswer(response, await takeMessage(message, session, state), state);
}

async function cut(
  session: string,
  request: IncomingMessage,
  response: ServerResponse,
  { state }: LiveContext,
): Promise<void> {
  const transports = readTransports(await readBody(request));
  if (transports === undefined) {
    refuse(response, 400, 'Expected {"transports": […]} of "websocket", "sse", "polling".');
    return;
  }
  await state.cut(session, transports);
  response.writeHead(204).end();
}

function refuseCut(
  transport: Transport,
  session: string,
  response: ServerResponse,
  { state }: LiveContext,
): boolean {
  if (!state.isCut(session, transport)) return false;
  refuse(response, 503, 'This line is cut.');
  return true;
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${why}\n`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    // What is too long to be a message is not read on; being cut short, it will not be taken for one.
    if (length > BODY_LIMIT) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
