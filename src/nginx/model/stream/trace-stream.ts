import { isAtLeast } from '../../catalog/version.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import {
  chooseTlsServer,
  defaultChoice,
  Listeners,
  type ServerChoice,
  type Socket,
  type TlsServer,
} from '../listen/index.ts';
import { hasVariables, parseTemplate } from '../template.ts';
import { parseUrl, Upstreams } from '../upstream/index.ts';
import { concat, known, type Value } from '../value.ts';
import { flagSetting, readStreamSettings } from './stream-settings.ts';
import type { StreamConnection, StreamOutcome, StreamServer, StreamTrace } from './stream-trace.ts';

/** What a trace of stream needs besides the connection. */
export interface StreamOptions {
  readonly version: string;
  /** What a variable of stream holds, such as that of a `map` on `$ssl_preread_server_name`. */
  readonly variable: (name: string, at: Placed) => Value;
}

/** What stream does with a TCP connection; undefined where the configuration has no `stream`. */
export function traceStream(
  main: Level,
  connection: StreamConnection,
  options: StreamOptions,
): StreamTrace | undefined {
  const stream = main.blocks('stream')[0];
  if (stream === undefined) return undefined;
  const taken = new Listeners(stream).choose(connection.address, connection.port);
  const { socket } = taken;
  if (socket === undefined) {
    const outcome = { kind: 'closed', at: undefined, why: taken.why } as const;
    return { taken, server: undefined, outcome };
  }
  const found = chooseStreamServer(socket, connection, options.version);
  const server = describe(socket, found, options.version);
  const outcome = refusal(socket, found, connection) ?? handle(stream, server, options);
  return { taken, server, outcome };
}

/**
 * Since 1.25.5 the TLS server name chooses among the servers of a socket, where TLS ends here or is
 * read ahead by `ssl_preread` of the default server. Before, a socket had one server.
 */
function chooseStreamServer(
  socket: Socket,
  { tls, serverName }: StreamConnection,
  version: string,
): TlsServer {
  const reads = socket.ssl !== undefined || prereadLine(socket.defaultServer.server.level, version);
  const knowsName = tls && reads && isAtLeast(version, '1.25.5');
  if (knowsName) return chooseTlsServer(socket, serverName, version);
  return { choice: defaultChoice(socket), host: undefined, rejectedBy: undefined };
}

function describe(socket: Socket, { choice }: TlsServer, version: string): StreamServer {
  const tlsLine = socket.ssl?.placed;
  return {
    choice,
    tlsLine,
    prereadLine:
      tlsLine === undefined ? prereadLine(socket.defaultServer.server.level, version) : undefined,
    proxyProtocolLine: socket.proxyProtocol?.placed,
    settings: readStreamSettings(choice.server.level, version),
  };
}

function prereadLine(server: Level, version: string): Placed | undefined {
  const { value, placed } = flagSetting(server, 'ssl_preread', version);
  return value ? placed : undefined;
}

function refusal(
  socket: Socket,
  { rejectedBy }: TlsServer,
  { tls }: StreamConnection,
): StreamOutcome | undefined {
  if (socket.ssl === undefined) return undefined;
  if (!tls) {
    const why = `${socket.text} takes TLS only, and the client speaks none.`;
    return { kind: 'closed', at: socket.ssl.placed, why };
  }
  if (rejectedBy === undefined) return undefined;
  return { kind: 'closed', at: rejectedBy, why: 'nginx rejects the TLS handshake for this name.' };
}

/** Each of these lines sets the one handler of the server, and the last one stays. */
const handlers: ReadonlySet<string> = new Set(['proxy_pass', 'return', 'pass']);

function handle(stream: Level, { choice }: StreamServer, options: StreamOptions): StreamOutcome {
  const { level } = choice.server;
  const at = level.lines.findLast(({ directive }) => handlers.has(directive.name));
  if (at === undefined) {
    const why = 'The server has no proxy_pass, return or pass, so nginx closes the connection.';
    return { kind: 'closed', at: level.placed, why };
  }
  const written = at.directive.args[0]?.value ?? '';
  const value = fillIn(written, at, choice, options);
  if (at.directive.name === 'return') return { kind: 'return', at, text: value };
  if (at.directive.name === 'pass') return { kind: 'pass', at, target: value };
  if (value.text === undefined) return { kind: 'proxy', at, target: value, upstream: undefined };
  // In stream an address has no default port, and no path.
  const endpoint = parseUrl(value.text, { defaultPort: undefined, takesUri: false });
  const upstreams = new Upstreams(stream, options.version);
  const upstream =
    'error' in endpoint ? endpoint : upstreams.of(endpoint, at, hasVariables(written));
  return { kind: 'proxy', at, target: value, upstream };
}

function fillIn(
  written: string,
  at: Placed,
  { captured }: ServerChoice,
  { variable }: StreamOptions,
): Value {
  return concat(
    parseTemplate(written).map((part) => {
      if (part.kind === 'variable') return variable(part.name, at);
      if (part.kind === 'capture') return known(captured?.match.groups[part.number] ?? '');
      return known(part.text);
    }),
  );
}
