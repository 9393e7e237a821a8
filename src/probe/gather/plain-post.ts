import { openExchange } from '../http-exchange.ts';
import { bodyText } from '../http-response.ts';
import type { PlainPostEvidence } from '../lab-evidence.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';

/** As much of a refusal's body as tells what it is about. */
const SHOWN_BODY = 80;

/** A form that is sent through the WebSocket location. */
export const gatherPlainPost: Gatherer<PlainPostEvidence> = fromInside(
  async ({ path, inspector }) => {
    const opened = await openExchange(path);
    if (opened.kind === 'failed') return { kind: 'unknown', why: opened.failure.message };
    const { probe, target, headers } = plainProbe(path);
    const result = await opened.exchange.request({
      method: 'POST',
      target,
      headers: [['Content-Type', 'application/x-www-form-urlencoded'], ...headers],
      body: 'user=fairlead',
    });
    opened.exchange.close();
    if (result.kind === 'failed') return { kind: 'unknown', why: result.failure.message };
    const { status, reason } = result.response;
    const body = bodyText(result.response).trim().slice(0, SHOWN_BODY);
    const [arrival = null] = await inspector.arrivals(probe);
    return got({ status, detail: `${status} ${reason}, "${body}"`, arrival });
  },
);
