import { headersNamed } from '../nginx/model/headers.ts';
import type { Trace } from '../nginx/model/index.ts';
import type { Placed } from '../nginx/syntax/index.ts';
import type { ConfigProblem, SocketPath } from './configuration.ts';
import { headerLines, writtenValue } from './header-lines.ts';

/** What is made of a header that has to arrive as the client sent it (RFC 6455, section 4.2.1). */
const AS_SENT: Readonly<Record<string, string>> = {
  'Sec-WebSocket-Key':
    'The backend answers 400, or makes its Sec-WebSocket-Accept of another key, and every browser drops the 101',
  'Sec-WebSocket-Version':
    'The backend answers 400 or 426: it knows no version of the protocol but 13',
};

/** Whether the request arrives as a handshake in all but `Upgrade` and `Connection`. */
export function* judgeHandshakeRequest({ handshake }: SocketPath): Generator<ConfigProblem> {
  yield* judgeMethod(handshake);
  yield* judgeLost(handshake);
  yield* judgeReplaced(handshake);
  yield* judgeSubprotocol(handshake);
}

function* judgeMethod({ request, passing, exchange }: Trace): Generator<ConfigProblem> {
  const method = passing?.request?.method.text;
  const at = exchange?.level.effective('proxy_method').at(-1);
  if (method === undefined || method === request.method || at === undefined) return;
  yield {
    at,
    message: `The backend answers 404 or 405: a handshake is a GET (RFC 6455 section 4.1), and this line makes ${method} of it. Remove it, or give the socket a location of its own without it.`,
  };
}

function* judgeLost(handshake: Trace): Generator<ConfigProblem> {
  const all = handshake.exchange?.level.effective('proxy_pass_request_headers')[0];
  const names = Object.keys(AS_SENT).filter((name) => all ?? lastLine(handshake, name));
  const lost = names.filter((name) => sentValues(handshake, name).length === 0);
  for (const name of lost) {
    const own = lastLine(handshake, name);
    const at = own ?? all;
    if (at === undefined) continue;
    const what = own === undefined ? lost.join(' and ') : name;
    yield {
      at,
      message: `The backend answers 400: this line keeps the client's ${what} back. Remove it.`,
    };
  }
}

function* judgeReplaced(handshake: Trace): Generator<ConfigProblem> {
  for (const [name, harm] of Object.entries(AS_SENT)) {
    const at = lastLine(handshake, name);
    if (at === undefined) continue;
    const [client] = headersNamed(handshake.request.headers, name.toLowerCase());
    const [sent] = sentValues(handshake, name);
    if (sent === undefined || sent === client?.value) continue;
    yield {
      at,
      message: `${harm}: this line sends "${sent}" in place of the client's. Remove it.`,
    };
  }
}

/** A browser that offered subprotocols fails a connection for which none was chosen. */
function* judgeSubprotocol(handshake: Trace): Generator<ConfigProblem> {
  const at = lastLine(handshake, 'Sec-WebSocket-Protocol');
  if (at === undefined || writtenValue(at) !== '') return;
  yield {
    at,
    severity: 'warning',
    message:
      'A client that offers subprotocols, as those of GraphQL, MQTT and STOMP do, drops the 101: the backend does not hear of them, and chooses none. Remove this line.',
  };
}

function lastLine({ exchange }: Trace, name: string): Placed | undefined {
  return headerLines(exchange?.level, name).at(-1);
}

/** What is sent under a name; undefined for what nobody can tell. */
function sentValues({ passing }: Trace, name: string): (string | undefined)[] {
  const headers = headersNamed(passing?.request?.headers ?? [], name.toLowerCase());
  return headers.map(({ value }) => value.text);
}
