import type { Trace } from '../../nginx/model/index.ts';
import { readPassing } from '../../nginx/model/proxy/passing.ts';
import type { Placed } from '../../nginx/syntax/index.ts';
import { isHandshake } from './handshake.ts';

/** What a request is asked of another server beforehand. */
export interface Asked {
  /** `auth_request` or `mirror`. */
  readonly at: Placed;
  /** Where that request is served. */
  readonly location: Placed | undefined;
  /** Whether it carries the handshake on: should it be answered with 101, nginx ends the connection. */
  readonly isHandshake: boolean;
}

/** The requests that nginx makes on behalf of this one. */
export function subrequestsOf(trace: Trace): Asked[] {
  return (trace.exchange?.subrequests ?? []).map(({ at, exchange }) => {
    const { outcome, location } = exchange;
    const passing = outcome?.kind === 'proxy' ? readPassing(exchange, outcome.at) : undefined;
    const sent = passing?.request?.headers ?? [];
    const hasUpgrade = sent.some(
      ({ name, value }) => name.toLowerCase() === 'upgrade' && value.text !== '',
    );
    return { at, location: location?.placed, isHandshake: isHandshake(trace) && hasUpgrade };
  });
}
