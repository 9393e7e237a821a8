import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Arrival } from '../probe/arrival.ts';
import { HeldStreams } from '../probe/held-streams.ts';
import { ID_PARAMETER } from '../probe/probe-id.ts';
import { Arrivals } from './arrivals.ts';
import { readSession } from './from-page.ts';
import type { Hub } from './hub-messages.ts';
import { createInspection } from './inspection.ts';
import { answerLive, greet, type LiveContext } from './live-requests.ts';
import { NodeState } from './node-state.ts';
import { servePage } from './page-files.ts';
import { answerProbe } from './probe-answer.ts';
import { type RequestTarget, readTarget } from './request-target.ts';
import { welcomeWebSocket } from './websocket-client.ts';

/** Milliseconds between two heartbeats: below every documented idle limit, the shortest of which is 30 s. */
export const HEARTBEAT_MS = 25_000;

/** Milliseconds for which a poll is held. */
const POLL_MS = 20_000;

/** Milliseconds that clients have to answer a goodbye. */
const GOODBYE_MS = 1_000;

/** Milliseconds for which an idle connection is kept: above nginx's 60 s, so that nginx never picks one that just ended. */
const KEEP_ALIVE_MS = 75_000;

/** Bytes that a WebSocket message may have. */
const MESSAGE_LIMIT = 1024 * 1024;

/** How a node is started. */
export interface NodeOptions {
  /** The name that pages and arrivals show. */
  readonly name: string;
  readonly hub: Hub;
  /** The folder with the built page. */
  readonly pageFolder: string;
  /** The address to listen on; loopback by default. */
  readonly host?: string;
  /** The port to listen on; any free one by default. */
  readonly port?: number;
  /** The port of the inspection; any free one by default. It is always on loopback. */
  readonly inspectPort?: number;
  /** Milliseconds between two heartbeats; {@link HEARTBEAT_MS} by default. */
  readonly heartbeatMs?: number;
  /** Milliseconds for which a poll is held; 20 s by default. */
  readonly pollMs?: number;
}

/** A node that runs. */
export interface RunningNode {
  readonly port: number;
  readonly inspectPort: number;
  /** Tells all clients that the node is going away (close code 1001), then ends. */
  close(): Promise<void>;
}

/** Starts one node of the embedded backend. Rejects when a port cannot be had. */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const node = new BackendNode(options);
  return await node.start();
}

class BackendNode {
  readonly #options: NodeOptions;
  readonly #state: NodeState;
  readonly #context: LiveContext;
  readonly #arrivals: Arrivals;
  readonly #streams = new HeldStreams();
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    clientTracking: false,
  });
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #inspection: Server;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.#state = new NodeState(options.name, options.hub);
    this.#arrivals = new Arrivals(options.name);
    this.#context = {
      state: this.#state,
      heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
      pollMs: options.pollMs ?? POLL_MS,
    };
    this.#inspection = createInspection(this.#arrivals, this.#streams);
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
    this.#server.on('connection', (socket) => this.#connected(socket));
    this.#server.on('request', (request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async start(): Promise<RunningNode> {
    const { host = '127.0.0.1', port = 0, inspectPort = 0 } = this.#options;
    await this.#state.joined();
    try {
      await listen(this.#server, port, host);
      await listen(this.#inspection, inspectPort, '127.0.0.1');
    } catch (error) {
      this.#server.close();
      this.#state.leave();
      throw error;
    }
    const beat = setInterval(() => this.#beat(), this.#context.heartbeatMs);
    return {
      port: portOf(this.#server),
      inspectPort: portOf(this.#inspection),
      close: async () => {
        clearInterval(beat);
        await this.#close();
      },
    };
  }

  #connected(socket: Socket): void {
    this.#arrivals.connected(socket);
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away in the middle is nothing to report.
    request.on('error', () => undefined);
    // A connection that is kept for a next request would keep a closing server waiting.
    response.on('finish', () => {
      if (!this.#server.listening) request.socket.end();
    });
    const target = readTarget(request.url);
    const arrival = this.#arrived(request, target);
    if (answerProbe(target, response, this.#streams)) return;
    try {
      if (await answerLive(target, request, response, arrival, this.#context)) return;
      await servePage(target.path, request, response, this.#options.pageFolder);
    } catch {
      response.destroy();
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      void this.#answer(request, responseWithoutUpgrade(request, socket));
      return;
    }
    const target = readTarget(request.url);
    const arrival = this.#arrived(request, target);
    const session = readSession(target.query);
    if (session !== undefined && this.#state.isCut(session, 'websocket')) {
      socket.end(
        'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const greeting = greet(arrival, target.query, this.#context);
      welcomeWebSocket(webSocket, socket, session, greeting, this.#state);
    });
  }

  #arrived(request: IncomingMessage, { query }: RequestTarget): Arrival {
    const arrival = this.#arrivals.of(request);
    const probe = query.get(ID_PARAMETER);
    if (probe !== null) this.#arrivals.remember(probe, arrival);
    return arrival;
  }

  #beat(): void {
    for (const client of this.#state.clients) client.beat();
  }

  async #close(): Promise<void> {
    this.#state.leave();
    const closed = Promise.all([closeServer(this.#server), closeServer(this.#inspection)]);
    for (const client of this.#state.clients) client.close();
    this.#inspection.closeAllConnections();
    const goodbye = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, GOODBYE_MS);
    await closed;
    clearTimeout(goodbye);
  }
}

/** RFC 9110, section 7.8: a server may ignore an upgrade to what it does not speak, and answer as if none was asked. */
function responseWithoutUpgrade(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  if (socket instanceof Socket) response.assignSocket(socket);
  response.on('finish', () => socket.end());
  return response;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
