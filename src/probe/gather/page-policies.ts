import { headerValues } from '../../websocket/header.ts';
import type { Gathered } from '../evidence.ts';
import type { PagePoliciesEvidence } from '../lab-evidence.ts';
import type { LivePath } from '../live-path.ts';
import { type Gatherer, got, NOT_ASKED } from './gatherer.ts';
import { plainProbe } from './plain-probe.ts';
import { sendPlain } from './send-plain.ts';

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
  // Backends of ours are asked for an answer that is not a refusal: nginx adds no header to one.
  const { target: marked, headers } = plainProbe(path);
  const answer = await sendPlain(path, {
    target: marked,
    headers: [['Accept', 'text/html'], ...headers],
  });
  if (answer.kind !== 'got') return answer;
  const { status, headers: given } = answer.value;
  return got({ target, status, policies: headerValues(given, 'Content-Security-Policy') });
}
