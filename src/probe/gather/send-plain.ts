import type { Gathered } from '../evidence.ts';
import { openExchange } from '../http-exchange.ts';
import type { HttpResponse } from '../http-response.ts';
import type { LivePath } from '../live-path.ts';
import type { PlainRequest } from '../plain-request.ts';
import { got } from './gatherer.ts';

/** Sends one plain request over a connection of its own, as another client would. */
export async function sendPlain(
  path: LivePath,
  request: PlainRequest,
): Promise<Gathered<HttpResponse>> {
  const opened = await openExchange(path);
  if (opened.kind === 'failed') return { kind: 'unknown', why: opened.failure.message };
  const result = await opened.exchange.request(request);
  opened.exchange.close();
  return result.kind === 'failed'
    ? { kind: 'unknown', why: result.failure.message }
    : got(result.response);
}
