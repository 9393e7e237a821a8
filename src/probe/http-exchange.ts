import type { Connection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { type Failed, failed } from './failure.ts';
import { finishResponse, type HttpResponse } from './http-response.ts';
import type { LivePath } from './live-path.ts';
import { type OpenConnectionOptions, openConnection } from './open-connection.ts';
import { type PlainRequest, sendPlainRequest } from './plain-request.ts';

/** The outcome of a plain request. */
export type PlainResult =
  | {
      readonly kind: 'response';
      readonly response: HttpResponse;
      /** Milliseconds from the request to the last byte of the response. */
      readonly ms: number;
    }
  | Failed;

/** Opens a connection for plain requests; the caller closes the exchange. */
export async function openExchange(
  path: LivePath,
  options: OpenConnectionOptions = {},
): Promise<{ readonly kind: 'open'; readonly exchange: HttpExchange } | Failed> {
  const opened = await openConnection(path, options);
  if (opened.kind === 'failed') return opened;
  return { kind: 'open', exchange: new HttpExchange(opened.connection, path) };
}

/** Plain requests one after another over one connection, which is never opened a second time. */
export class HttpExchange {
  readonly #connection: Connection;
  readonly #path: LivePath;
  #state: 'ready' | 'busy' | 'over' = 'ready';
  #answered = 0;

  constructor(connection: Connection, path: LivePath) {
    this.#connection = connection;
    this.#path = path;
  }

  /**
   * Sends a request and reads the whole response, within the path's `timeoutMs`. After a failure,
   * or a response that does not keep the connection alive, every further request fails.
   * @throws Error where another request is under way, or this one cannot be sent.
   */
  async request(request: PlainRequest = {}): Promise<PlainResult> {
    if (this.#state === 'busy') {
      throw new Error('A request is under way on this exchange; wait for its response first.');
    }
    if (this.#state === 'over') return this.#noMore();
    this.#state = 'busy';
    try {
      const result = await this.#roundTrip(request);
      if (result.kind === 'response' && result.response.keepsAlive) this.#state = 'ready';
      else this.close();
      return result;
    } catch (error) {
      this.#state = 'ready';
      throw error;
    }
  }

  /** Closes the connection. */
  close(): void {
    this.#state = 'over';
    this.#connection.destroy();
  }

  async #roundTrip(request: PlainRequest): Promise<PlainResult> {
    const deadline = startDeadline(this.#path.timeoutMs);
    const begunAt = performance.now();
    const begun = await sendPlainRequest(this.#connection, this.#path, request, deadline);
    if (begun.kind === 'failed') return begun;
    const finished = await finishResponse(begun, deadline);
    if (finished.kind === 'failed') return finished;
    this.#answered += 1;
    return { ...finished, ms: performance.now() - begunAt };
  }

  #noMore(): Failed {
    const { peer } = this.#connection;
    return failed(
      'closed',
      `The connection to ${peer} is over, after ${this.#answered} responses; another request needs another exchange.`,
    );
  }
}
