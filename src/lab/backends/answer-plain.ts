import type { Connection } from '../../probe/connection.ts';
import type { HeldStreams } from '../../probe/held-streams.ts';
import { latin1Bytes } from '../../probe/latin1.ts';
import type { HeaderPair } from '../../websocket/header.ts';
import { answerBytes, responseHead } from './answer.ts';
import type { Backend } from './backend.ts';
import { plainAnswer } from './plain-answer.ts';
import { keepsAlive, type Request } from './request.ts';

/** Answers a request that is no handshake; true where another may follow on the connection. */
export async function answerPlain(
  connection: Connection,
  request: Request,
  backend: Backend,
): Promise<boolean> {
  const answer = plainAnswer(request, backend.sessions);
  if (answer === 'stream') return stream(connection, request, backend.heldStreams);
  const how = { isHead: request.method === 'HEAD', keepsAlive: keepsAlive(request) };
  connection.write(answerBytes(answer, how));
  return how.keepsAlive;
}

/** Two events, the second of them held. No `X-Accel-Buffering`: the probe asks what nginx does by itself. */
async function stream(
  connection: Connection,
  request: Request,
  heldStreams: HeldStreams,
): Promise<boolean> {
  const headers: HeaderPair[] = [
    ['Content-Type', 'text/event-stream'],
    ['Cache-Control', 'no-store'],
  ];
  // RFC 9112 6.1: HTTP/1.0 knows no chunks, so that there the end of the connection ends the body.
  const isChunked = request.httpVersion !== '1.0';
  const goesOn = isChunked && keepsAlive(request);
  if (isChunked) headers.push(['Transfer-Encoding', 'chunked']);
  headers.push(['Connection', goesOn ? 'keep-alive' : 'close']);
  const part = isChunked ? chunk : (text: string) => text;
  connection.write(latin1Bytes(responseHead(200, headers) + part('data: first\n\n')));
  await held(heldStreams, request.probe ?? '', connection.ended);
  connection.write(latin1Bytes(part('data: second\n\n') + part('')));
  return goesOn;
}

/** Resolves when the probe releases it, after 30 s, or when the connection is gone. */
async function held(
  heldStreams: HeldStreams,
  probe: string,
  gone: Promise<unknown>,
): Promise<void> {
  let forget = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    forget = heldStreams.hold(probe, resolve);
  });
  await Promise.race([released, gone]);
  forget();
}

/** RFC 9112 7.1. An empty one is the last. */
function chunk(data: string): string {
  return `${data.length.toString(16)}\r\n${data}\r\n`;
}
