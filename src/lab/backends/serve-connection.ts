import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Arrival } from '../../probe/arrival.ts';
import { Connection } from '../../probe/connection.ts';
import { answerBytes, refusal } from './answer.ts';
import { answerHandshake } from './answer-handshake.ts';
import { answerPlain } from './answer-plain.ts';
import type { Backend } from './backend.ts';
import type { KnownConnection } from './ledger.ts';
import type { ToMeant } from './meant-addresses.ts';
import { isMeantAsHandshake, type Request, readRequest } from './request.ts';
import { skipBody } from './request-body.ts';
import { type RequestHead, readRequestHead } from './request-head.ts';

/** A connection whose first bytes are HTTP/1. */
export interface Served {
  /** What to talk over: of TLS where there is TLS. */
  readonly socket: Socket;
  readonly known: KnownConnection;
  /** `address:port` of the other side. */
  readonly peer: string;
  readonly isSecure: boolean;
}

/** A socket did not connect from our side, so that it took no time. */
const NO_TIMES = { connectMs: 0, tlsMs: null } as const;

/** Serves the requests of a connection until one of them ends it, or the other side does. */
export async function serveConnection(served: Served, backend: Backend): Promise<void> {
  const { socket, peer, known } = served;
  known.received.follow(socket);
  const connection = new Connection(socket, peer, NO_TIMES);
  // It was paused when its first bytes had been looked at.
  socket.resume();
  let next: Next;
  do next = await serveRequest(connection, served, backend);
  while (next === 'go on');
  if (next === 'cut') connection.destroy();
  // What was written goes out first, which destroying would not wait for.
  if (next === 'end') socket.destroySoon();
}

/** How long a slow backend takes: it may have to ask a database first. */
const SLOW_MS = 1_000;

/** What becomes of the connection: `leave` keeps it open without another word. */
type Next = 'go on' | 'end' | 'cut' | 'leave';

async function serveRequest(
  connection: Connection,
  served: Served,
  backend: Backend,
): Promise<Next> {
  const head = await readRequestHead(connection);
  if (head === null) return 'end';
  const request = readRequest(asMeant(head, backend.toMeant));
  const { probe } = request;
  if (probe !== null) {
    const { isQueryLost } = request;
    backend.ledger.remember(probe, { arrival: arrivalOf(request, served), isQueryLost });
  }
  if (request.fault !== null) {
    const how = { isHead: request.method === 'HEAD', keepsAlive: false };
    connection.write(answerBytes(refusal(400, request.fault), how));
    return 'end';
  }
  const announced = backend.ledger.kindOf(probe);
  const isHandshake = isMeantAsHandshake(request, {
    isAnnounced: announced !== undefined,
    isAtNode: backend.nodes.has(backend.name),
  });
  const kind = announced ?? 'strict';
  if (!(await skipBody(connection, request))) return 'end';
  if (!isHandshake) return (await answerPlain(connection, request, backend)) ? 'go on' : 'end';
  if (kind === 'dying') return 'cut';
  if (kind === 'silent') return 'leave';
  if (kind === 'slow') await delay(SLOW_MS, undefined, { ref: false });
  const { isSecure } = served;
  const asked = kind === 'slow' ? 'lenient' : kind;
  await answerHandshake(connection, { ...request, isSecure }, asked, backend);
  return 'end';
}

function asMeant(head: RequestHead, toMeant: ToMeant): RequestHead {
  return {
    ...head,
    requestLine: toMeant(head.requestLine),
    target: toMeant(head.target),
    headers: head.headers.map(([name, value]) => [name, toMeant(value)]),
  };
}

function arrivalOf({ requestLine, headers }: Request, { known, peer }: Served): Arrival {
  return { node: known.node, connection: known.number, peer, requestLine, headers };
}
