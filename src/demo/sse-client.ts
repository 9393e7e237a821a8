import type { ServerResponse } from 'node:http';
import { type Client, UNREAD_LIMIT } from './client.ts';
import type { NodeState } from './node-state.ts';
import type { FromNode } from './page/wire.ts';

/** Starts an event stream: `greeting` goes out first, then all that the node hears. */
export function startEventStream(
  response: ServerResponse,
  session: string,
  greeting: readonly FromNode[],
  state: NodeState,
): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    // Events must not wait in a buffer of nginx, however its location is set up.
    'X-Accel-Buffering': 'no',
  });
  const client = new SseClient(response, session);
  response.on('close', () => state.clients.delete(client));
  state.clients.add(client);
  for (const message of greeting) client.send(message);
}

class SseClient implements Client {
  readonly transport = 'sse';
  readonly session: string;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, session: string) {
    this.#response = response;
    this.session = session;
  }

  send(message: FromNode): void {
    if (this.#response.writableLength > UNREAD_LIMIT) this.cut();
    else this.#response.write(`data: ${JSON.stringify(message)}\n\n`);
  }

  beat(): void {
    // The comment is for whatever watches the bytes only; the event is what the page can see.
    this.#response.write(': heartbeat\n');
    this.send({ type: 'heartbeat' });
  }

  cut(): void {
    this.#response.destroy();
  }

  close(): void {
    this.#response.end();
  }
}
