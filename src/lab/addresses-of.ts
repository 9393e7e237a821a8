import type { StreamTrace, Upstream } from '../nginx/model/index.ts';
import { endpointText } from './sandbox/pass-url.ts';

/** The addresses of the servers of an upstream, as `endpointText` writes them. */
export function addressesOf(upstream: Upstream | undefined): string[] {
  return (upstream?.servers ?? []).flatMap(({ endpoint }) =>
    'error' in endpoint ? [] : [endpointText(endpoint)],
  );
}

/** Where stream passes a connection on; undefined where it does not, or nobody can tell. */
export function upstreamOfStream(stream: StreamTrace | undefined): Upstream | undefined {
  if (stream?.outcome.kind !== 'proxy') return undefined;
  const { upstream } = stream.outcome;
  return upstream === undefined || 'error' in upstream ? undefined : upstream;
}
