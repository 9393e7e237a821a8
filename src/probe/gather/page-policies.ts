import { headerValues } from '../../websocket/header.ts';
import type { Gathered } from '../evidence.ts';
import { openExchange } from '../http-exchange.ts';
import type { PagePoliciesEvidence } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';

type Page = PagePoliciesEvidence['pages'][number];

/** What the pages that open the socket allow; the socket's own path may be that of a page, too. */
export const gatherPagePolicies: Gatherer<PagePoliciesEvidence> = async ({ outside, pages }) => {
  if (pages === undefined) return NOT_ASKED;
  const read: Page[] = [];
  for (const target of new Set([...pages, outside.url.pathname])) {
    const page = await readPage(outside, target);
    if (page.kind !== 'got') return page;
    read.push(page.value);
  }
  return got({ url: outside.url.href, pages: read });
};

async function readPage(socket: LivePath, target: string): Promise<Gathered<Page>> {
  const path = { ...socket, url: new URL(target, socket.url) };
  const opened = await openExchange(path);
  if (opened.kind === 'failed') return { kind: 'unknown', why: opened.failure.message };
  // Backends of ours are asked for an answer that is not a refusal: nginx adds no header to one.
  const { target: marked, headers } = plainProbe(path);
  const result = await opened.exchange.request({
    target: marked,
    headers: [['Accept', 'text/html'], ...headers],
  });
  opened.exchange.close();
  if (result.kind === 'failed') return { kind: 'unknown', why: result.failure.message };
  const { status } = result.response;
  return got({
    target,
    status,
    policies: headerValues(result.response.headers, 'Content-Security-Policy'),
  });
}
