import type { Placed } from '../../syntax/configuration.ts';
import type { Loser } from '../steps.ts';
import type { ServerChoice } from './choose-server.ts';
import type { TakenConnection } from './choose-socket.ts';
import type { Listeners } from './listeners.ts';
import { NameTable } from './name-table.ts';
import type { ListeningServer, Socket } from './socket.ts';

/**
 * The other sockets on the port of the one that took a connection, each with the server there that
 * has the host's name, and why it did not get the connection. Made for people, not for speed.
 */
export function lostSockets(
  listeners: Listeners,
  { socket, by }: TakenConnection,
  host: string,
): readonly Loser[] {
  if (socket.address.kind === 'unix') return [];
  return listeners
    .onPort(socket.address.port, socket.udp)
    .filter((other) => other !== socket)
    .flatMap((other) => {
      const { found } = other.names.find(host);
      // A server that is at both sockets has lost nothing.
      const owner = other.servers.find(({ server }) => server === found?.server);
      if (owner === undefined || socket.servers.some(({ server }) => server === owner.server)) {
        return [];
      }
      return [
        { at: placeOfServer(owner), name: other.text, why: whySocketLost(socket, other, by) },
      ];
    });
}

function whySocketLost(socket: Socket, other: Socket, by: TakenConnection['by']): string {
  if (by === 'assumed') return `the connection is taken to arrive at ${socket.text}`;
  const isWildcard = other.address.kind === 'ip' && other.address.wildcard;
  if (by === 'exact' && isWildcard) {
    return `it has the name, but ${socket.text} is listened on by itself, which hides ${other.text}`;
  }
  return `it has the name, but the connection does not arrive at ${other.text}`;
}

/** The other servers of the socket that have a claim to the host, and why they did not get it. */
export function lostServers(choice: ServerChoice, host: string): readonly Loser[] {
  const { socket, server, by } = choice;
  const lost: Loser[] = [];
  for (const listening of socket.servers) {
    if (listening.server === server) continue;
    const { found } = new NameTable([listening.server]).find(host);
    if (found !== undefined) {
      const why = whyNameLost(choice, found.by === by);
      lost.push({ at: placeOfServer(listening), name: found.name.written, why });
    } else if (listening === socket.defaultServer) {
      const why = 'it is the default server, which is for hosts that no name fits';
      lost.push({ at: placeOfServer(listening), name: socket.text, why });
    }
  }
  return lost;
}

function whyNameLost({ by, name }: ServerChoice, isSameKind: boolean): string {
  const winner = `"${name?.written ?? ''}"`;
  if (!isSameKind) return `it fits too, but ${kinds[by]} ${winner} goes before it`;
  if (by === 'exact') return 'another server has the same name, and the first one keeps it';
  if (by === 'regex') return `it fits too, but ${winner} stands before it`;
  return `it fits too, but ${winner} is longer, or was there first`;
}

const kinds: Readonly<Record<ServerChoice['by'], string>> = {
  exact: 'the exact name',
  'leading-wildcard': 'the wildcard at the start',
  'trailing-wildcard': 'the wildcard at the end',
  regex: 'the regular expression',
  default: 'the default server',
};

function placeOfServer({ server, line }: ListeningServer): Placed {
  const placed = line.placed ?? server.level.placed;
  if (placed === undefined) throw new Error('A server stands in a block.');
  return placed;
}
