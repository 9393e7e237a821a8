import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Arrival } from '../arrival.ts';
import type { BackendKind, WireConnection } from '../backend-kind.ts';
import { listen, pathTo, switchingProtocols } from '../loopback.fixture.ts';
import type { LabPath, Site } from '../site.ts';

/** How a backend of a test takes what comes. */
export interface TestLabOptions {
  /** Node of a request; `a` where left out. */
  readonly nodeOf?: (request: IncomingMessage) => string;
  /** Another status than 101 for a handshake. */
  readonly refuse?: (request: IncomingMessage, kind: BackendKind) => number | undefined;
  /** Answers a plain request; 200 where left out. */
  readonly plain?: (request: IncomingMessage, response: ServerResponse) => void;
  /** What becomes of a tunnel; it stays open where left out. */
  readonly tunnel?: (socket: Socket, request: IncomingMessage) => void;
  /** Nodes that requests reach without being meant for the path. */
  readonly elsewhere?: readonly string[];
  readonly nodes?: number;
}

/** A lab of one server, and a site of nothing else. */
export interface TestLab {
  readonly lab: LabPath;
  readonly site: Site;
  /** Every connection that was accepted. */
  readonly connections: WireConnection[];
}

/** Starts backends of a test, in front of which nothing stands; they go with the test. */
export async function startTestLab(options: TestLabOptions = {}): Promise<TestLab> {
  const { nodeOf = () => 'a', elsewhere = [], refuse, plain, tunnel } = options;
  const kinds = new Map<string, BackendKind>();
  const arrivals: [probe: string, arrival: Arrival][] = [];
  const connections: WireConnection[] = [];
  const spoken = new Map<string, Socket>();
  const note = (request: IncomingMessage): string => {
    const probe = String(request.headers['fairlead-probe']);
    arrivals.push([probe, arrivalOf(request, nodeOf(request))]);
    return probe;
  };
  const server = createServer((request, response) => {
    note(request);
    if (plain === undefined) response.end('ok');
    else plain(request, response);
  });
  server.on('connection', () => {
    connections.push({ node: 'a', protocol: 'http/1', serverName: undefined });
  });
  server.on('upgrade', async (request: IncomingMessage, socket: Socket) => {
    const probe = note(request);
    const status = refuse?.(request, kinds.get(probe) ?? 'strict');
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const key = `Sec-WebSocket-Key: ${request.headers['sec-websocket-key']}`;
    socket.write(await switchingProtocols(key));
    spoken.set(probe, socket);
    tunnel?.(socket, request);
    // A close frame is answered with the end of the connection.
    socket.on('data', (bytes) => bytes[0] === 0x88 && socket.end());
  });
  const path = pathTo(await listen(server));
  const of = (probe: string, isElsewhere: boolean) =>
    arrivals
      .filter(([id, { node }]) => id === probe && elsewhere.includes(node) === isElsewhere)
      .map(([, arrival]) => arrival);
  const lab: LabPath = {
    path,
    inspector: {
      nodes: options.nodes ?? 1,
      arrivals: async (probe) => of(probe, false),
      elsewhere: (probe) => of(probe, true),
      release: async () => {},
      answerAs: (probe, kind) => kinds.set(probe, kind),
      connectionCount: () => connections.length,
      connectionsSince: (count) => connections.slice(count),
      received: () => new Uint8Array(0),
      // An empty text message.
      speak: (probe) => spoken.get(probe)?.write(Uint8Array.of(0x81, 0)),
    },
  };
  return { lab, site: { outside: path, inside: lab, lab }, connections };
}

function arrivalOf(request: IncomingMessage, node: string): Arrival {
  const { rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : [],
  );
  const requestLine = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  return { node, connection: 1, peer: '127.0.0.1:1', requestLine, headers };
}

/** The value of evidence that was had. */
export function had<Value>(
  gathered: { readonly kind: string; readonly value?: Value } | { readonly kind: string },
): Value {
  if (gathered.kind !== 'got') throw new Error(JSON.stringify(gathered));
  return (gathered as { readonly value: Value }).value;
}

/** A control of nginx that has nothing but an error log. */
export function withErrorLog(site: Site, lines: (text: string) => readonly string[]): Site {
  const nginx = {
    test: async () => ({ ok: true, messages: [] }),
    reload: async () => null,
    accessLogLine: async () => null,
    errorLogLines: async (text: string) => lines(text),
  };
  return { ...site, nginx };
}
