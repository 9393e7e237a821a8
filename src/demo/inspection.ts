import { createServer, type Server } from 'node:http';
import type { HeldStreams } from '../probe/held-streams.ts';
import type { Arrivals } from './arrivals.ts';
import { readTarget } from './request-target.ts';

/**
 * The server that tells what arrived. It has a port of its own, which nginx knows nothing of:
 * `GET /arrivals?probe=ID` and `POST /release?probe=ID`.
 */
export function createInspection(arrivals: Arrivals, streams: HeldStreams): Server {
  return createServer((request, response) => {
    const { path, query } = readTarget(request.url);
    const probe = query.get('probe');
    const asked = `${request.method} ${path}`;
    const body = probe === null ? undefined : answer(asked, probe, arrivals, streams);
    if (body === undefined) {
      const help = 'Expected GET /arrivals?probe=ID or POST /release?probe=ID.\n';
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`Got ${asked}. ${help}`);
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
}

function answer(asked: string, probe: string, arrivals: Arrivals, streams: HeldStreams): unknown {
  if (asked === 'GET /arrivals') return arrivals.ofProbe(probe);
  if (asked === 'POST /release') return { released: streams.release(probe) };
  return undefined;
}
