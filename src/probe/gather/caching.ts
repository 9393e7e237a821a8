import { type HeaderPair, headerList, headerValues } from '../../websocket/header.ts';
import type { HttpResponse } from '../http-response.ts';
import type { CachingEvidence } from '../lab-evidence.ts';
import { notArrived } from './deliver-handshake.ts';
import { fromInside, type Gatherer, got } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';
import { sendPlain } from './send-plain.ts';

const REQUESTS = 3;

/** The same poll again and again: every one is meant for a backend. */
export const gatherCaching: Gatherer<CachingEvidence> = fromInside(async ({ path, inspector }) => {
  const { probe, target, headers } = plainProbe(path, 'cacheable');
  let last: HttpResponse | undefined;
  for (let sent = 0; sent < REQUESTS; sent += 1) {
    const answer = await sendPlain(path, { target, headers });
    if (answer.kind !== 'got') return answer;
    last = answer.value;
  }
  const arrived = (await inspector.arrivals(probe)).length;
  if (arrived === 0) return notArrived(`status ${last?.status}`);
  return got({
    url: path.url.href,
    sent: REQUESTS,
    arrived,
    keptForS: last === undefined ? 0 : keptForS(last.headers),
  });
});

/** How long caches in front may keep the answer (RFC 9111 section 4.2.1). */
function keptForS(headers: readonly HeaderPair[]): number {
  const directives = headerList(headers, 'Cache-Control').map((each) => each.toLowerCase());
  if (directives.some((each) => /^no-(?:store|cache)\b/.test(each))) return 0;
  const ages = directives.flatMap((each) => /^(?:s-maxage|max-age)="?(\d+)/.exec(each)?.[1] ?? []);
  if (ages.length > 0) return Math.max(...ages.map(Number));
  const [expires = ''] = headerValues(headers, 'Expires');
  const ms = Date.parse(expires) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.max(0, Math.round(ms / 1_000));
}
