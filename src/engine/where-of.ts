import type { SocketPath } from '../checks/configuration.ts';

/** Such as `location /api/`, or the server's name where no location is in charge. */
export function whereOf({ handshake, url }: SocketPath): string {
  const { location, arrival } = handshake;
  if (location !== undefined) return `location ${location.pattern}`;
  const name = arrival.choice?.server.names[0]?.written;
  return name === undefined ? url : `server ${name}`;
}
