import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A backend whose answer tells the head of the request that it got. */
export interface TellingBackend {
  readonly port: number;
  close(): Promise<void>;
}

/** Names a response that the backend has made, with the number of its connection. */
export const TELLING_HEADER = 'Backend-Connection';

const TUNNEL = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n';

/** Whether a request of this head is answered with 101, and so without its head. */
export function asksForTunnel(head: string): boolean {
  return head.split(' ', 2)[1]?.endsWith('?answer=101') ?? false;
}

export async function startTellingBackend(): Promise<TellingBackend> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    open.add(socket);
    connections += 1;
    serve(socket, connections);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** No request has a body that is passed on, so heads follow each other. */
function serve(socket: Socket, connection: number): void {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = text.slice(0, end);
      text = text.slice(end + 4);
      if (asksForTunnel(head)) {
        socket.write(`${TUNNEL}${TELLING_HEADER}: ${connection}\r\n\r\n`);
        continue;
      }
      const about = `${TELLING_HEADER}: ${connection}\r\nContent-Length: ${head.length}`;
      const body = head.startsWith('HEAD ') ? '' : head;
      const connectionLine = closes(head) ? 'Connection: close\r\n' : '';
      socket.write(`HTTP/1.1 200 OK\r\n${connectionLine}${about}\r\n\r\n${body}`, 'latin1');
      if (closes(head)) socket.end();
    }
  });
}

/** RFC 9112 section 9.3: by `Connection`, and in HTTP/1.0 by default. */
function closes(head: string): boolean {
  return /^\S+ \S+ HTTP\/1\.0/.test(head) || /\r\nConnection: close(\r|$)/i.test(head);
}
