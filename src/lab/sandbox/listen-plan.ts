import type { Model, Socket } from '../../nginx/model/index.ts';

/** A listening socket of the user's, and the private port that stands for it. */
export interface PlannedListener {
  /** As nginx writes it, such as `0.0.0.0:443`. */
  readonly text: string;
  readonly socket: Socket;
  /** On 127.0.0.1. */
  readonly port: number;
}

/** More addresses than any gateway for WebSockets has, and few enough to find free ports for. */
const MOST_LISTENERS = 256;
/** A proof starts nginx several times over, each of which reads all of them. */
const MOST_SERVERS = 5_000;

/**
 * All TCP sockets that a configuration opens, of http and of stream. Fails where they, or the servers at
 * them, are too many.
 */
export function tcpSockets(model: Model): readonly Socket[] {
  const listeners = [model.listeners, model.streamListeners].filter((one) => one !== undefined);
  const servers = listeners.reduce((sum, one) => sum + one.servers.length, 0);
  if (servers > MOST_SERVERS) throw tooMany(`has ${servers} servers`, MOST_SERVERS);
  const tcp = listeners.flatMap(({ sockets }) => sockets).filter(({ udp }) => !udp);
  if (tcp.length <= MOST_LISTENERS) return tcp;
  throw tooMany(`listens on ${tcp.length} addresses`, MOST_LISTENERS);
}

function tooMany(what: string, most: number): Error {
  return new Error(
    `The configuration ${what}; a sandbox takes ${most}. Name a configuration with fewer, such as one site of it.`,
  );
}

/** How many private ports a sandbox needs: one for each socket, and one at which nothing arrives. */
export function portsNeeded(sockets: readonly Socket[]): number {
  return sockets.length + 1;
}

/** Where a sandbox listens, all on 127.0.0.1. */
export interface ListenPlan {
  /** By the socket that each stands for, so that server choice stays what it is. */
  readonly listeners: ReadonlyMap<string, PlannedListener>;
  /** For servers at which nothing arrives, since they listen for UDP alone. */
  readonly unasked: number;
}

/** Gives each socket a port of its own. */
export function planListeners(sockets: readonly Socket[], ports: readonly number[]): ListenPlan {
  const listeners = new Map<string, PlannedListener>();
  const [unasked, ...own] = ports;
  for (const [index, socket] of sockets.entries()) {
    const port = own[index];
    if (port === undefined) throw new Error('There are fewer ports than sockets.');
    listeners.set(socket.text, { text: socket.text, socket, port });
  }
  if (unasked === undefined) throw new Error('There is no port at which nothing arrives.');
  return { listeners, unasked };
}
