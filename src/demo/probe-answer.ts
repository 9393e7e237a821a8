import type { ServerResponse } from 'node:http';
import { ID_PARAMETER } from '../probe/probe-id.ts';
import type { RequestTarget } from './request-target.ts';

/** How long a stream is held that nobody lets go on. */
const HOLD_MS = 30_000;

/** The streams that are held until their probe, or the clock, lets them go on. */
export class HeldStreams {
  readonly #held = new Map<string, Set<() => void>>();

  /** Lets a probe's streams go on; says how many there were. */
  release(probe: string): number {
    const streams = [...(this.#held.get(probe) ?? [])];
    for (const letGo of streams) letGo();
    return streams.length;
  }

  /** Calls `letGo` once: on release, or after 30 s. Returns the way to forget it. */
  hold(probe: string, letGo: () => void): () => void {
    const streams = this.#held.get(probe) ?? new Set();
    const forget = (): void => {
      clearTimeout(timer);
      streams.delete(goOn);
      if (streams.size === 0) this.#held.delete(probe);
    };
    const goOn = (): void => {
      forget();
      letGo();
    };
    const timer = setTimeout(goOn, HOLD_MS);
    streams.add(goOn);
    this.#held.set(probe, streams);
    return forget;
  }
}

/** Answers a request in the way that its probe asked for, on any path; false when it asked for none. */
export function answerProbe(
  { query }: RequestTarget,
  response: ServerResponse,
  streams: HeldStreams,
): boolean {
  const probe = query.get(ID_PARAMETER);
  if (probe === null) return false;
  const answer = query.get('fairlead-answer');
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
