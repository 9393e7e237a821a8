import type { Placed } from '../../syntax/configuration.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../outcome.ts';
import { answerRefusal } from '../phases/run-phases.ts';
import { type ProxyTarget, readProxyTarget } from './proxy-target.ts';
import { type UpstreamRequest, upstreamRequest } from './upstream-request.ts';

/** How a request is handed on. */
export interface Passing {
  /** `proxy_pass`, or another module's line. */
  readonly line: Placed;
  /** Undefined for other modules than the proxy. */
  readonly target: ProxyTarget | undefined;
  readonly request: UpstreamRequest | undefined;
  /** What the client gets where nginx cannot hand the request on; undefined where it can. */
  readonly failure: Outcome | undefined;
}

export function readPassing(exchange: Exchange, line: Placed): Passing {
  if (line.directive.name !== 'proxy_pass') {
    return { line, target: undefined, request: undefined, failure: undefined };
  }
  const target = readProxyTarget(exchange, line);
  exchange.proxyTarget = target;
  const request = upstreamRequest(exchange, target);
  const { fault } = target;
  const failure =
    fault === undefined ? undefined : answerRefusal(exchange, fault.status, fault.why);
  return { line, target, request, failure };
}
