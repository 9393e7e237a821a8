import type { ServerResponse } from 'node:http';
import type { HeldStreams } from '../probe/held-streams.ts';
import { ANSWER_PARAMETER, ID_PARAMETER } from '../probe/probe-id.ts';
import type { RequestTarget } from './request-target.ts';

/** Answers a request in the way that its probe asked for, on any path; false when it asked for none. */
export function answerProbe(
  { query }: RequestTarget,
  response: ServerResponse,
  streams: HeldStreams,
): boolean {
  const probe = query.get(ID_PARAMETER);
  if (probe === null) return false;
  const answer = query.get(ANSWER_PARAMETER);
  if (answer === 'stream') stream(probe, response, streams);
  else if (answer === 'plain')
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok\n');
  else return false;
  return true;
}

/** Two events, the second of them held. No `X-Accel-Buffering`: the probe asks what nginx does by itself. */
function stream(probe: string, response: ServerResponse, streams: HeldStreams): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('data: first\n\n');
  const forget = streams.hold(probe, () => response.end('data: second\n\n'));
  response.on('close', forget);
}
