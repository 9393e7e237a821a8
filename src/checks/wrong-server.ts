import {
  type Model,
  type ServerBlock,
  type Socket,
  type Trace,
  tlsLine,
} from '../nginx/model/index.ts';
import type { ServerName } from '../nginx/model/listen/server-name.ts';
import { nearestWord } from '../text/nearest-word.ts';
import { askedThere } from './asked-there.ts';
import type { Astray } from './astray.ts';
import type { SocketPath } from './configuration.ts';
import { answering, byDefault, lineOf, serverInWords } from './default-server.ts';
import { isUpgradePassed } from './upgrade-passed.ts';

/** A server that would have passed the upgrade on, and why its name or its port does not lead to it. */
export function wrongServer({ model, handshake }: SocketPath): Astray | undefined {
  const { choice } = handshake.arrival;
  const host = handshake.exchange?.host;
  if (choice?.by !== 'default' || host === undefined || host === '') return undefined;
  return (
    listensElsewhere(model, handshake, choice.socket, host) ??
    misspelt(model, handshake, choice.socket, host)
  );
}

/** It goes by the name, and listens on another port or address, or without TLS. */
function listensElsewhere(
  model: Model,
  handshake: Trace,
  asked: Socket,
  host: string,
): Astray | undefined {
  for (const socket of model.listeners?.sockets ?? []) {
    const server =
      socket === asked || socket.udp ? undefined : socket.names.find(host).found?.server;
    if (server === undefined || !passesThere(model, handshake, socket, server, host)) continue;
    const at = lineOf(socket, server);
    if (at === undefined) continue;
    const { reason, cure } = whyElsewhere(model, handshake, asked, socket);
    return {
      at,
      where: serverInWords(server),
      why: `the server that goes by ${host} ${reason}, so ${byDefault(handshake)}. ${cure}`,
      related: answering(handshake),
    };
  }
  return undefined;
}

function whyElsewhere(
  model: Model,
  { request }: Trace,
  asked: Socket,
  socket: Socket,
): { readonly reason: string; readonly cure: string } {
  const { port, tls } = request;
  if (socket.address.kind === 'ip' && socket.address.port === port) {
    return {
      reason: `listens on ${socket.text}, and what arrives at ${asked.text} never comes to it`,
      cure: `Have it listen on ${asked.text}, too`,
    };
  }
  const isPlain = tls && tlsLine(socket, model.version) === undefined;
  return {
    reason: `listens on ${socket.text}${isPlain ? ', without TLS,' : ''} and not on port ${port}`,
    cure: `Give it a listen ${port}${tls ? ' ssl, with its certificate' : ''}`,
  };
}

/** Its name is nearly that of the URL. */
function misspelt(model: Model, handshake: Trace, asked: Socket, host: string): Astray | undefined {
  for (const { server } of asked.servers) {
    for (const name of server.names) {
      const cure = cureFor(name, host);
      if (cure === undefined || name.placed === undefined) continue;
      if (!passesThere(model, handshake, asked, server, sampleOf(name))) continue;
      return {
        at: name.placed,
        where: serverInWords(server),
        why: `no server goes by ${host}, so ${byDefault(handshake)}; ${cure}`,
        related: answering(handshake),
      };
    }
  }
  return undefined;
}

function cureFor({ kind, written, text }: ServerName, host: string): string | undefined {
  if (kind === 'leading-wildcard' && text === host) {
    return `${written} stands for the names below ${host}, and not for it. Write .${host}, which is both`;
  }
  if (kind !== 'exact') return undefined;
  if (host.endsWith(`.${text}`)) {
    return `one goes by ${text}, and not by the names below it. Write .${text}, which is both`;
  }
  if (!isTypingError(text, host)) return undefined;
  return `one goes by ${text}, which is probably a typing error. Write ${host}`;
}

/** One slip, in one part that is long enough not to be another name. */
function isTypingError(written: string, host: string): boolean {
  const [ones, others] = [written.split('.'), host.split('.')];
  if (ones.length !== others.length) return false;
  const different = ones.flatMap((one, at) =>
    one === others[at] ? [] : [[one, others[at] ?? '']],
  );
  const [[one = '', other = ''] = [], ...more] = different;
  if (more.length > 0 || one.length < 5 || other.length < 5) return false;
  return digitsOf(one) === digitsOf(other) && isNear(one, other);
}

/** Numbers tell names apart. */
function digitsOf(name: string): string {
  return name.replace(/\D/g, '');
}

/** A letter too many, too few, another one, or two that changed places. */
function isNear(one: string, other: string): boolean {
  if (nearestWord(one, [other], 1) !== undefined) return true;
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return `${one.slice(0, at)}${one[at + 1]}${one[at]}${one.slice(at + 2)}` === other;
}

function sampleOf({ kind, text }: ServerName): string {
  return kind === 'leading-wildcard' ? `www.${text}` : text;
}

/** Whether the server passes the upgrade on where it is asked for by a name that leads to it. */
function passesThere(
  model: Model,
  handshake: Trace,
  socket: Socket,
  server: ServerBlock,
  host: string,
): boolean {
  const there = askedThere(model, handshake, socket, host);
  return there?.arrival.choice?.server === server && isUpgradePassed(there);
}
