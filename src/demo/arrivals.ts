import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Arrival } from '../probe/arrival.ts';
import { ByProbe } from '../probe/by-probe.ts';

/** The connections of one node, and what arrived over them with a probe's mark. */
export class Arrivals {
  readonly #node: string;
  readonly #numbers = new WeakMap<Socket, number>();
  readonly #byProbe = new ByProbe<Arrival>();
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
    this.#byProbe.remember(probe, arrival);
  }

  /** What arrived of a probe, in the order of arrival. */
  ofProbe(probe: string): readonly Arrival[] {
    return this.#byProbe.of(probe);
  }
}

function pairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    found.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return found;
}
