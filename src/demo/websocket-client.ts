import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Client, UNREAD_LIMIT } from './client.ts';
import { readFromPage } from './from-page.ts';
import type { NodeState } from './node-state.ts';
import type { FromNode } from './page/wire.ts';
import { takeMessage } from './take-message.ts';

/** Close codes of RFC 6455, section 7.4.1. */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;

/** Lets a WebSocket in: `greeting` goes out first, then all that the node hears. */
export function welcomeWebSocket(
  webSocket: WebSocket,
  socket: Duplex,
  session: string | undefined,
  greeting: readonly FromNode[],
  state: NodeState,
): void {
  const client = new WebSocketClient(webSocket, socket, session ?? randomUUID());
  webSocket.on('message', (data, isBinary) => {
    client.answered();
    const message = isBinary ? 'Expected text, got a binary message.' : readFromPage(String(data));
    if (typeof message === 'string') {
      webSocket.close(POLICY_VIOLATION, message);
      return;
    }
    void takeMessage(message, client.session, state).then((answers) => {
      for (const answer of answers) client.send(answer);
    });
  });
  webSocket.on('pong', () => client.answered());
  // An error (a frame that breaks the protocol, a reset) is always followed by 'close'.
  webSocket.on('error', () => undefined);
  webSocket.on('close', () => state.clients.delete(client));
  state.clients.add(client);
  for (const message of greeting) client.send(message);
}

class WebSocketClient implements Client {
  readonly transport = 'websocket';
  readonly session: string;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  #alive = true;

  constructor(webSocket: WebSocket, socket: Duplex, session: string) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.session = session;
  }

  /** Notes a sign of life. */
  answered(): void {
    this.#alive = true;
  }

  send(message: FromNode): void {
    if (this.#webSocket.bufferedAmount > UNREAD_LIMIT) this.cut();
    else this.#webSocket.send(JSON.stringify(message));
  }

  beat(): void {
    if (!this.#alive) {
      this.cut();
      return;
    }
    this.#alive = false;
    this.#webSocket.ping();
    this.send({ type: 'heartbeat' });
  }

  cut(): void {
    this.#socket.destroy();
  }

  close(): void {
    this.#webSocket.close(GOING_AWAY, 'The node is going away.');
  }
}
