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

/** How a request ends, and how it is handed on, where it is. */
export interface Passed {
  readonly outcome: Outcome;
  readonly passing: Passing | undefined;
}

/**
 * Hands a request on where its phases end in that. One that cannot be is answered, and the page for
 * that answer may be handed on in its turn; nginx bounds how often.
 */
export function passOn(exchange: Exchange, ended: Outcome): Passed {
  let outcome = ended;
  let passing: Passing | undefined;
  while (outcome.kind === 'proxy') {
    passing = readPassing(exchange, outcome.at);
    if (passing.failure === undefined) break;
    outcome = passing.failure;
  }
  return { outcome, passing };
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
    fault === undefined ? undefined : answerRefusal(exchange, fault.status, fault.why, line);
  return { line, target, request, failure };
}
