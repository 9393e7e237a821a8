import type { Placed } from '../syntax/configuration.ts';
import { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';

/** Subrequests within subrequests, at most (`NGX_HTTP_MAX_SUBREQUESTS` is 50). */
const DEEPEST = 5;

/** Runs the phases of a request; given from outside, since they are what asks for subrequests. */
export type SubrequestRunner = (inner: Exchange) => Outcome;

/**
 * Makes the request that a module asks on behalf of another (`ngx_http_subrequest`): a GET with the same
 * headers, internal, without the access phase.
 */
export function traceSubrequest(
  outer: Exchange,
  { target, at }: { readonly target: string; readonly at: Placed },
  run: SubrequestRunner,
): Outcome {
  const inner = new Exchange(outer.model, outer.request, outer.server);
  inner.parent = outer;
  const query = target.indexOf('?');
  inner.uri = query === -1 ? target : target.slice(0, query);
  inner.args = query === -1 ? '' : target.slice(query + 1);
  inner.unparsedUri = outer.unparsedUri;
  inner.validUnparsedUri = false;
  inner.changeMethod('GET');
  inner.internal = true;
  inner.host = outer.host;
  inner.serverName = outer.serverName;
  inner.headers = outer.headers;
  inner.client = outer.client;
  inner.clientUnknown = outer.clientUnknown;
  inner.bodyIsDropped = outer.bodyIsDropped;
  inner.variables = outer.variables;
  inner.derived = outer.derived;
  outer.subrequests.push({ at, exchange: inner });
  if (inner.depth > DEEPEST) {
    return {
      kind: 'response',
      status: 500,
      redirect: undefined,
      why: 'subrequests nest too deep',
      at,
    };
  }
  const outcome = run(inner);
  inner.outcome = outcome;
  return outcome;
}
