import type { PlainEvidence } from '../evidence.ts';
import { openExchange } from '../http-exchange.ts';
import { Cookies } from './cookies.ts';
import { notArrived } from './deliver-handshake.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';

const REQUESTS = 6;

/** A client's plain requests through the WebSocket location, over one connection so that one worker serves all. */
export const gatherPlain: Gatherer<PlainEvidence> = fromInside(async ({ path, inspector }) => {
  const opened = await openExchange(path);
  if (opened.kind === 'failed') return { kind: 'unknown', why: opened.failure.message };
  const { exchange } = opened;
  const { probe, target, headers } = plainProbe(path);
  const cookies = new Cookies();
  const statuses: number[] = [];
  try {
    while (statuses.length < REQUESTS) {
      const result = await exchange.request({
        target,
        headers: [...headers, ...cookies.header()],
      });
      if (result.kind === 'failed') return { kind: 'unknown', why: result.failure.message };
      cookies.keep(result.response.headers);
      statuses.push(result.response.status);
    }
  } finally {
    exchange.close();
  }
  const arrivals = await inspector.arrivals(probe);
  if (arrivals.length === 0) return notArrived(`status ${statuses.join(', ')}`);
  return got({ arrivals });
});
