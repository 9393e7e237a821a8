import {
  type Model,
  type ServerBlock,
  type Socket,
  type Trace,
  unrewritten,
} from '../nginx/model/index.ts';
import type { ServerName } from '../nginx/model/listen/server-name.ts';
import { replaceArgument } from '../nginx/syntax/index.ts';
import { askedPath } from './asked-path.ts';
import type { Astray } from './astray.ts';
import type { Fix, SocketPath } from './configuration.ts';
import { answering, byDefault, lineOf, serverInWords } from './default-server.ts';
import { remembered } from './remembered.ts';
import { isSocketLocation } from './socket-locations.ts';

/** Whether no request comes to a server: no client can ask by its names, and it is the default nowhere. */
export function isUnreached(model: Model, server: ServerBlock): boolean {
  if (!server.names.every(isNeverAsked)) return false;
  const sockets = model.listeners?.socketsOf(server) ?? [];
  return sockets.every(({ defaultServer }) => defaultServer.server !== server);
}

function isNeverAsked(name: ServerName): boolean {
  return isNoName(name) || hostMeantBy(name) !== undefined || isBareExpression(name);
}

/** None, or what is no wildcard although it is taken for one: no client sends it. */
function isNoName({ text }: ServerName): boolean {
  return text === '' || text === '_';
}

/** The host that was meant by a name with a scheme, a port or a path, none of which nginx compares. */
export function hostMeantBy({ kind, text }: ServerName): string | undefined {
  if (kind !== 'exact' || !/[:/]/.test(text)) return undefined;
  return /^(?:[a-z]+:\/\/)?([a-z0-9.-]+)(?::\d+)?(?:\/.*)?$/.exec(text)?.[1];
}

/** Whether it is a regular expression that lacks its `~`, and stands for itself. */
export function isBareExpression({ kind, text }: ServerName): boolean {
  return kind === 'exact' && /^\^|\$$/.test(text);
}

/** How a name is to be written for a host; undefined where it was not meant for that. */
function rightNameFor(name: ServerName, host: string, model: Model): string | undefined {
  if (hostMeantBy(name) === host) return host;
  if (!isBareExpression(name)) return undefined;
  const regex = model.regex(name.written, true);
  return regex.kind === 'regex' && regex.exec(host) !== null ? `~${name.written}` : undefined;
}

/** A server at the same socket that passes the upgrade on, and that no request comes to. */
export function unreachedServer({ model, handshake }: SocketPath): Astray | undefined {
  const { choice } = handshake.arrival;
  const host = handshake.exchange?.host;
  if (choice === undefined || choice.by === 'exact' || host === undefined) return undefined;
  for (const server of neverAsked(choice.socket)) {
    const right = (name: ServerName): string | undefined => rightNameFor(name, host, model);
    const name = server.names.find((one) => isNoName(one) || right(one) !== undefined);
    if (name === undefined || !isUnreached(model, server) || !isFor(handshake, server)) continue;
    const found = isNoName(name)
      ? withoutName(handshake, choice.socket, server, name)
      : misnamed(handshake, name, right(name) ?? host);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** There may be thousands of servers, and each is asked for with each of their paths. */
const neverAsked = remembered(({ servers, defaultServer }: Socket): readonly ServerBlock[] =>
  servers
    .map(({ server }) => server)
    .filter((server) => server !== defaultServer.server && server.names.every(isNeverAsked))
    .slice(0, MOST_SERVERS),
);

/** Each path is asked for in each of them; more than a few are no slip of the pen. */
const MOST_SERVERS = 32;

function isFor(handshake: Trace, { level }: ServerBlock): boolean {
  const location = unrewritten(handshake, askedPath(handshake), level);
  return location !== undefined && isSocketLocation(location.level);
}

function withoutName(
  handshake: Trace,
  socket: Socket,
  server: ServerBlock,
  { written }: ServerName,
): Astray | undefined {
  const at = lineOf(socket, server);
  if (at === undefined || handshake.arrival.choice?.by !== 'default') return undefined;
  const has = written === '' ? 'has no server_name' : `goes by ${written}, which is no wildcard,`;
  return {
    at,
    where: serverInWords(server),
    why: `the server that passes the upgrade on ${has} and is not the default one of ${socket.text}, so no request comes to it, and ${byDefault(handshake)}. Give it the server_name that clients ask for, or make it the default_server in the place of that one`,
    related: answering(handshake),
  };
}

function misnamed(handshake: Trace, name: ServerName, right: string): Astray | undefined {
  const { placed, written } = name;
  if (placed === undefined) return undefined;
  return {
    at: placed,
    where: `server ${written}`,
    why: `no request comes to the server that goes by ${written}, as ${whyNeverAsked(name)}, and ${byDefault(handshake)}. Write ${right}`,
    related: answering(handshake),
    fix: nameFix(name, right),
  };
}

function whyNeverAsked(name: ServerName): string {
  if (isBareExpression(name)) return 'without ~ it is no regular expression';
  return name.written.includes('/')
    ? 'nginx compares the host alone, without scheme, port and path'
    : 'nginx takes the port off the Host';
}

function nameFix({ placed, written }: ServerName, right: string): Fix | undefined {
  const word = placed?.directive.args.find(({ value }) => value === written);
  if (placed === undefined || word === undefined || word.quoted) return undefined;
  const { file, directive } = placed;
  return {
    title: `Write server_name ${right}`,
    safe: false,
    edits: replaceArgument(directive.tree, word, right).map((edit) => ({ file, edit })),
  };
}
