import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Arrival } from '../probe/arrival.ts';
import { BoundedMap } from '../probe/bounded-map.ts';

/** Probes whose requests are remembered. */
const PROBE_LIMIT = 2_000;

/** Requests that are remembered of one probe. A probe has a handful; more would be someone filling the memory. */
const ARRIVALS_PER_PROBE = 100;

/** The connections of one node, and what arrived over them with a probe's mark. */
export class Arrivals {
  readonly #node: string;
  readonly #numbers = new WeakMap<Socket, number>();
  readonly #byProbe = new BoundedMap<string, Arrival[]>(PROBE_LIMIT);
  #connections = 0;

  constructor(node: string) {
    this.#node = node;
  }

  /** Numbers a connection; called for each as it is accepted. */
  connected(socket: Socket): void {
    this.#connections += 1;
    this.#numbers.set(socket, this.#connections);
  }

  /** A request as it arrived: nothing decoded, joined or put in another letter case. */
  of(request: IncomingMessage): Arrival {
    const { socket } = request;
    return {
      node: this.#node,
      connection: this.#numbers.get(socket) ?? 0,
      peer: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`,
      requestLine: `${request.method ?? ''} ${request.url ?? ''} HTTP/${request.httpVersion}`,
      headers: pairs(request.rawHeaders),
    };
  }

  /** Remembers a request of a probe. */
  remember(probe: string, arrival: Arrival): void {
    const known = this.#byProbe.get(probe);
    if (known === undefined) this.#byProbe.set(probe, [arrival]);
    else if (known.length < ARRIVALS_PER_PROBE) known.push(arrival);
  }

  /** What arrived of a probe, in the order of arrival. */
  ofProbe(probe: string): readonly Arrival[] {
    return this.#byProbe.get(probe) ?? [];
  }
}

function pairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    found.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return found;
}
