import type { Model } from '../model.ts';
import { arrivalOf, LOOPBACK, ownSocket } from '../next-hop.ts';
import type { TraceRequest } from '../request.ts';
import { type Trace, trace } from '../trace.ts';
import type { StreamTrace } from './stream-trace.ts';
import { streamVariables } from './stream-variables.ts';
import { traceStream } from './trace-stream.ts';

/** A connection that `stream` takes. */
export interface ThroughStream {
  readonly stream: StreamTrace;
  /** What http of the same nginx does with it, where stream hands it on to there. */
  readonly inner: Trace | undefined;
}

/** What `stream` does with a request's connection; undefined where it does not listen there either. */
export function throughStream(model: Model, request: TraceRequest): ThroughStream | undefined {
  const stream = traceStream(model.main, request, {
    version: model.version,
    variable: streamVariables(model, request),
  });
  if (stream?.server === undefined) return undefined;
  return { stream, inner: ownHttp(model, request, stream) };
}

function ownHttp(
  model: Model,
  request: TraceRequest,
  { server, outcome }: StreamTrace,
): Trace | undefined {
  if (outcome.kind !== 'proxy' || outcome.upstream === undefined || 'error' in outcome.upstream) {
    return undefined;
  }
  const { servers } = outcome.upstream;
  const endpoint = servers.length === 1 ? servers[0]?.endpoint : undefined;
  if (endpoint === undefined || 'error' in endpoint) return undefined;
  if (ownSocket(model, endpoint) === undefined) return undefined;
  const tls = server?.tlsLine === undefined ? request.tls : server.settings.proxySsl.value;
  const inner = trace(model, {
    ...request,
    ...arrivalOf(endpoint),
    tls,
    client: { address: LOOPBACK, port: request.client.port },
  });
  return inner.exchange === undefined ? undefined : inner;
}
