import type { Value } from '../nginx/model/index.ts';
import type { StreamTrace } from '../nginx/model/stream/index.ts';
import { lineOf, lineRef } from './explain/line-ref.ts';
import { shown } from './explain/shown.ts';
import { streamSentence } from './explain/stream-rows.ts';
import type { Explanation, TimeoutRef } from './explanation.ts';

/** What `stream` does with a connection, in the form of the contract: no location, no request. */
export function streamExplanationOf(trace: StreamTrace, url: string, nginx: string): Explanation {
  const { server, outcome } = trace;
  const block = server?.choice.server.level.placed;
  const isProxy = outcome.kind === 'proxy';
  const sentence = streamSentence(trace).text;
  const upstream =
    isProxy && outcome.upstream && !('error' in outcome.upstream) ? outcome.upstream : undefined;
  return {
    nginx,
    url,
    server: block ? { ...lineOf(block), name: server?.choice.name?.written ?? '' } : null,
    location: null,
    outcome: {
      kind: isProxy ? 'proxy' : outcome.kind === 'pass' ? 'unknown' : 'response',
      status: null,
      redirect: null,
      why: outcome.kind === 'closed' ? outcome.why : null,
      sentence,
    },
    steps: [],
    upstream: isProxy
      ? {
          name: upstream?.name ?? shown(outcome.target.text ?? ''),
          servers: upstream?.servers.map(({ written }) => written) ?? [],
          request: null,
          dropped: [],
        }
      : null,
    tunnel: null,
    timeouts: isProxy && server ? timeoutsOf(server.settings) : null,
    unknown: isProxy ? doubtsOf(outcome.target) : [],
  };
}

function doubtsOf({ unknown }: Value): Explanation['unknown'] {
  return unknown ? [{ ...lineRef(undefined), what: unknown.what, why: unknown.why }] : [];
}

type Settings = NonNullable<StreamTrace['server']>['settings'];

/** `proxy_timeout` is for both directions. */
function timeoutsOf({ connectTimeoutMs, timeoutMs }: Settings): Explanation['timeouts'] {
  const of = ({ value, placed }: Settings['timeoutMs']): TimeoutRef => {
    return { ms: value, ...lineRef(placed) };
  };
  return { connect: of(connectTimeoutMs), read: of(timeoutMs), send: of(timeoutMs) };
}
