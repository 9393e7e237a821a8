import type { Exchange } from './exchange.ts';
import {
  chooseTlsServer,
  http2OnlyLine,
  type ServerChoice,
  type TakenConnection,
  tlsLine,
} from './listen/index.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcome.ts';
import { answerRefusal } from './phases/run-phases.ts';
import { readRequest } from './read-request.ts';
import { trustRealIp } from './real-ip.ts';
import type { TraceRequest } from './request.ts';

/** How a request came to its server. */
export interface Arrival {
  /** Undefined where nothing listens. */
  readonly taken: TakenConnection | undefined;
  readonly choice: ServerChoice | undefined;
  /** What nginx answers before any location is looked for; undefined where it goes on. */
  readonly refusal: Outcome | undefined;
  /** Why there is no server. */
  readonly why: string | undefined;
  readonly exchange: Exchange | undefined;
}

/** Takes the connection, reads the request, and chooses the server (nginx's `ngx_http_request.c`). */
export function acceptRequest(model: Model, request: TraceRequest): Arrival {
  const taken = model.listeners?.choose(request.address, request.port);
  if (taken === undefined) return unreachable('the configuration has no http block');
  if (taken.socket === undefined) return unreachable(taken.why);
  const { socket } = taken;
  const tls = request.tls ? chooseTlsServer(socket, request.serverName, model.version) : undefined;
  if (tls?.rejectedBy !== undefined) {
    return {
      ...unreachable('ssl_reject_handshake ends the TLS handshake'),
      taken,
      choice: tls.choice,
    };
  }
  if (request.tls && tlsLine(socket, model.version) === undefined) {
    return { ...unreachable(`${socket.text} does not speak TLS`), taken };
  }
  if (http2OnlyLine(socket, model.version) !== undefined) {
    return { ...unreachable(`${socket.text} speaks HTTP/2 alone`), taken };
  }
  const read = readRequest(model, request, socket, tls);
  const { choice, exchange, refused } = read;
  if (taken.doubt !== undefined) exchange.doubt(taken.doubt);
  if (choice.doubt !== undefined) exchange.doubt(choice.doubt);
  trustRealIp(exchange);
  const refusal = refused && answerRefusal(exchange, refused.status, refused.why);
  return { taken, choice, refusal, why: undefined, exchange };
}

function unreachable(why: string): Arrival {
  return { taken: undefined, choice: undefined, refusal: undefined, why, exchange: undefined };
}
