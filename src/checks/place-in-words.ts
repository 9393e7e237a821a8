import type { SocketPath } from './configuration.ts';

/** Such as `location /ws/`: what is in charge of a path, in words. */
export function placeInWords({ handshake }: SocketPath): string {
  const { location } = handshake;
  return location === undefined ? 'this server' : `location ${location.pattern}`;
}
