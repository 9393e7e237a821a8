import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { Header } from './model-port.ts';
import type { Arrived } from './observed.ts';
import { REQUEST_BODY } from './vocabulary.ts';

/** A backend that records the head of every request as it came. */
export interface Backend {
  readonly address: string;
  close(): Promise<void>;
}

/** Where a backend listens: a port of 127.0.0.1, or a unix socket. */
export type BackendPlace = { readonly port: number } | { readonly path: string };

/**
 * Answers 101 to a request that arrives with `Upgrade: websocket`, else 200, and stays open: whether
 * a connection is used again is up to nginx.
 */
export async function startBackend(
  place: BackendPlace,
  record: (arrived: Arrived) => void,
): Promise<Backend> {
  const address = 'port' in place ? `127.0.0.1:${place.port}` : `unix:${place.path}`;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    serve(socket, address, record);
  });
  if ('port' in place) server.listen(place.port, '127.0.0.1');
  else server.listen(place.path);
  await once(server, 'listening');
  // Workers of an nginx started as root run as another user.
  if ('path' in place) await chmod(place.path, 0o777);
  return { address, close: () => closeAll(server, open) };
}

async function closeAll(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of open) socket.destroy();
  await closed;
}

function serve(socket: Socket, backend: string, record: (arrived: Arrived) => void): void {
  let text = '';
  socket.setNoDelay(true);
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      // By its Content-Length a body cannot be told: `proxy_pass_request_body off` drops it alone.
      const head = text.slice(text.startsWith(REQUEST_BODY) ? REQUEST_BODY.length : 0, end);
      text = text.slice(end + 4);
      const arrived = { backend, ...parseHead(head) };
      record(arrived);
      socket.write(answerTo(arrived), 'latin1');
    }
  });
}

const BODY = 'backend';

/** The status that a backend answers to what arrived. */
export function backendStatus({ headers }: Arrived): 101 | 200 {
  return firstValue(headers, 'upgrade')?.toLowerCase() === 'websocket' ? 101 : 200;
}

function answerTo(arrived: Arrived): string {
  const { line } = arrived;
  if (backendStatus(arrived) === 101) {
    return 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n';
  }
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${BODY.length}\r\n\r\n`;
  return line.startsWith('HEAD ') ? head : head + BODY;
}

/** The first value of a header; the name in lower case. */
function firstValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

/** Splits a head without reading anything into it: values keep what stands behind `: `. */
function parseHead(head: string): { line: string; headers: Header[] } {
  const [line = '', ...rest] = head.split('\r\n');
  const headers = rest.map((text) => {
    const colon = text.indexOf(': ');
    return colon < 0
      ? { name: text, value: '' }
      : { name: text.slice(0, colon), value: text.slice(colon + 2) };
  });
  return { line, headers };
}
