import { type Answer, readAnswer } from './answer.ts';
import { type Arrival, acceptRequest } from './arrival.ts';
import type { Exchange } from './exchange.ts';
import { type Limit, readLimits } from './limits.ts';
import type { Location } from './locations.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcome.ts';
import { runPhases } from './phases/run-phases.ts';
import { type Passing, passOn } from './proxy/passing.ts';
import type { TraceRequest } from './request.ts';
import type { Step } from './steps.ts';
import { readTimeouts, type Timeouts, type TunnelCost, tunnelCost } from './tunnel.ts';
import type { Unknown } from './value.ts';

/** What nginx does with one request, and which lines make it do so. */
export interface Trace {
  readonly request: TraceRequest;
  readonly arrival: Arrival;
  /** In nginx's order. */
  readonly steps: readonly Step[];
  /** The location that is in effect at the end; undefined where only the server's own lines are. */
  readonly location: Location | undefined;
  /** The state at the end, for whatever else is to be asked of it; undefined where nothing listens. */
  readonly exchange: Exchange | undefined;
  readonly outcome: Outcome;
  /** What goes upstream; undefined where nothing does, or by another way than `proxy_pass`. */
  readonly passing: Passing | undefined;
  /** What the request counts in. */
  readonly limits: readonly Limit[];
  /** What happens to the upstream's answer. */
  readonly answer: Answer | undefined;
  readonly timeouts: Timeouts | undefined;
  /** What a tunnel would take of nginx. */
  readonly tunnel: TunnelCost | undefined;
  /** What could not be known, and may change what is said here. */
  readonly unknowns: readonly Unknown[];
}

/** Follows one request through a configuration, as nginx would. */
export function trace(model: Model, request: TraceRequest): Trace {
  const arrival = acceptRequest(model, request);
  const { exchange } = arrival;
  if (exchange === undefined) return unserved(request, arrival);
  const { outcome, passing } = passOn(exchange, arrival.refusal ?? runPhases(exchange));
  const isPassed = passing !== undefined;
  return {
    request,
    arrival,
    steps: exchange.steps,
    location: exchange.location,
    exchange,
    outcome,
    passing,
    limits: readLimits(exchange),
    answer: isPassed ? readAnswer(exchange) : undefined,
    timeouts: isPassed ? readTimeouts(exchange) : undefined,
    tunnel: isPassed ? tunnelCost(exchange) : undefined,
    unknowns: exchange.unknowns,
  };
}

function unserved(request: TraceRequest, arrival: Arrival): Trace {
  const why = arrival.why ?? 'nothing listens here';
  return {
    request,
    arrival,
    steps: [],
    location: undefined,
    exchange: undefined,
    outcome: { kind: 'unreachable', why },
    passing: undefined,
    limits: [],
    answer: undefined,
    timeouts: undefined,
    tunnel: undefined,
    unknowns: [],
  };
}
