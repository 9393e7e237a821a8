/** Clients and servers for the tests of the nodes. */
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createHub } from './hub.ts';
import type { Hub } from './hub-messages.ts';
import { type NodeOptions, type RunningNode, startNode } from './node.ts';
import type { FromNode, FromPage } from './page/wire.ts';

/** Starts a node that ends with its test. */
export async function nodeForTest(
  hub: Hub = createHub(),
  options: Partial<NodeOptions> = {},
): Promise<RunningNode> {
  const node = await startNode({ name: 'a', hub, pageFolder: '/nonexistent', ...options });
  onTestFinished(() => node.close());
  return node;
}

/** What came over a line, to be taken in order. */
export class Inbox {
  readonly #messages: FromNode[] = [];
  #wake = (): void => undefined;

  put(message: FromNode): void {
    this.#messages.push(message);
    this.#wake();
  }

  /** The next message of a type; those before it are passed over. */
  async next<Type extends FromNode['type']>(type: Type): Promise<FromNode & { type: Type }> {
    while (true) {
      const message = this.#messages.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if (isOfType(message, type)) return message;
    }
  }
}

/** A WebSocket client. */
export class TestSocket extends Inbox {
  readonly webSocket: WebSocket;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;

  constructor(url: string, options: { autoPong?: boolean } = {}) {
    super();
    this.webSocket = new WebSocket(url, options);
    this.webSocket.on('message', (data) => this.put(JSON.parse(String(data))));
    this.webSocket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.webSocket.once('close', resolve));
    onTestFinished(() => this.webSocket.terminate());
  }

  say(message: FromPage | Record<string, unknown>): void {
    this.webSocket.send(JSON.stringify(message));
  }
}

/** An event-stream client. */
export class TestStream extends Inbox {
  readonly response: Response;
  /** Resolves with true when the stream broke off, false when it ended well. */
  readonly broke: Promise<boolean>;
  /** All that came, as text. */
  text = '';

  private constructor(response: Response) {
    super();
    this.response = response;
    this.broke = this.#read().then(
      () => false,
      () => true,
    );
  }

  static async open(url: string): Promise<TestStream> {
    return new TestStream(await fetch(url));
  }

  async #read(): Promise<void> {
    let taken = 0;
    for await (const part of this.response.body ?? []) {
      this.text += Buffer.from(part).toString();
      const whole = this.text.lastIndexOf('\n\n');
      for (const line of this.text.slice(taken, whole).split('\n')) {
        if (line.startsWith('data: ')) this.put(JSON.parse(line.slice('data: '.length)));
      }
      taken = Math.max(taken, whole);
    }
  }
}

/** Sends bytes over a connection of their own, and resolves with all that comes back until it ends. */
export async function exchange(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  let answer = '';
  for await (const part of socket) answer += part;
  return answer;
}

function isOfType<Type extends FromNode['type']>(
  message: FromNode,
  type: Type,
): message is FromNode & { type: Type } {
  return message.type === type;
}
