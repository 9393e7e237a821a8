import { connect } from 'node:net';
import type { TestRequest } from './model-port.ts';
import type { Answered } from './observed.ts';

/** What a client got, and its own port, by which the access log names the connection. */
export interface Exchange extends Answered {
  readonly localPort: number;
}

/** Far above what an answer on loopback takes. */
const LONGEST_ANSWER_MS = 10_000;

/**
 * Sends a request on a connection of its own and cuts that when the answer is there. Undefined where
 * no whole answer comes.
 */
export function exchange(request: TestRequest): Promise<Exchange | undefined> {
  const { listener, client } = request;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: listener.address, port: listener.port, localAddress: client });
    let text = '';
    let localPort = 0;
    const finish = (answered: Answered): void => {
      // A reset leaves no port waiting: thousands of requests would use up all of them.
      socket.resetAndDestroy();
      resolve({ ...answered, localPort });
    };
    socket.setNoDelay(true);
    socket.setTimeout(LONGEST_ANSWER_MS, () => {
      socket.resetAndDestroy();
      resolve(undefined);
    });
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      localPort = socket.localPort ?? 0;
      socket.write(requestText(request), 'latin1');
    });
    socket.on('data', (chunk: string) => {
      text += chunk;
      const answered = readAnswer(text, request.method);
      if (answered) finish(answered);
    });
    socket.on('end', () => finish(readHead(text) ?? NO_ANSWER));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A listener that closes at once may reset what was still on its way.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
        return finish(readHead(text) ?? NO_ANSWER);
      }
      // Nothing listens there: a configuration that was made smaller has lost its listener.
      if (error.code === 'ECONNREFUSED') return resolve(undefined);
      reject(error);
    });
  });
}

const NO_ANSWER: Answered = { status: null, location: null };

/** The bytes of a request. */
export function requestText({ method, target, protocol, headers, body }: TestRequest): string {
  const lines = [`${method} ${target} ${protocol}`];
  for (const { name, value } of headers) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** The answer, as soon as it is whole: nginx has then finished the request, or waits for no more. */
function readAnswer(text: string, method: string): Answered | undefined {
  const end = text.indexOf('\r\n\r\n');
  const answered = end < 0 ? undefined : readHead(text);
  if (!answered) return undefined;
  const head = text.slice(0, end + 2);
  const length = /\r\nContent-Length: (\d+)\r\n/i.exec(head)?.[1];
  // An `error_page` with `=302` may change the backend's 101 as well; it stays a tunnel.
  const isTunnel = answered.status === 101 || /\r\nUpgrade: websocket\r\n/i.test(head);
  if (method === 'HEAD' || isTunnel || answered.status === 204) return answered;
  if (/\r\nTransfer-Encoding: chunked\r\n/i.test(head)) {
    return text.endsWith('\r\n0\r\n\r\n') ? answered : undefined;
  }
  // Without a length the end of the connection is the end of the answer.
  if (length === undefined) return undefined;
  return text.length >= end + 4 + Number(length) ? answered : undefined;
}

function readHead(text: string): Answered | undefined {
  const end = text.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (end < 0 || status === undefined) return undefined;
  const location = /\r\nLocation: ([^\r]*)\r\n/.exec(text.slice(0, end + 2))?.[1] ?? null;
  return { status: Number(status), location };
}
