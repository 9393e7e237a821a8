import { letIn, type Model, type Trace, type TraceRequest } from '../../nginx/model/index.ts';
import { handshakeAt, plainOf, spotsOf, urlOf } from '../spots.ts';
import { targetsOf } from '../targets.ts';
import type { Judged } from './judged.ts';

/** A request that shows what nginx does at one place. */
export interface Stop {
  readonly url: string;
  readonly kind: 'handshake' | 'plain request';
  readonly request: TraceRequest;
}

/**
 * A handshake and a plain request for every location of every server, by each of the server's sockets,
 * and for every URL that was judged.
 */
export function stopsOf({ evidence: { model, paths } }: Judged): Map<string, Stop> {
  const stops = new Map<string, Stop>();
  const add = (kind: Stop['kind'], url: string, request: TraceRequest): void => {
    stops.set(stopKey(kind, request), { url, kind, request });
  };
  const addBoth = (url: string, request: TraceRequest): void => {
    add('handshake', url, request);
    add('plain request', url, plainOf(request));
  };
  for (const server of model.listeners?.servers ?? []) {
    const targets = targetsOf(server.level);
    for (const spot of spotsOf(model, server)) {
      for (const { target } of targets) addBoth(urlOf(spot, target), handshakeAt(spot, target));
    }
  }
  for (const { url, handshake, isPlain } of paths) {
    if (isPlain) add('plain request', url, handshake.request);
    else addBoth(url, handshake.request);
  }
  return stops;
}

/** Two requests with the same key are the same to nginx. */
export function stopKey(kind: Stop['kind'], request: TraceRequest): string {
  const { address, port, tls, serverName, target, headers } = request;
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  return [kind, address, port, tls, serverName, host, target].join(' ');
}

/** Traces each request once, as one that guards let in: what is behind them is to stay as it is, too. */
export class Traces {
  private readonly model: Model;
  private readonly known = new Map<string, Trace>();

  constructor(model: Model) {
    this.model = model;
  }

  of(key: string, { request }: Stop): Trace {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = letIn(this.model, request);
    this.known.set(key, made);
    return made;
  }
}
