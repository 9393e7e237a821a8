import type { Socket } from 'node:net';

/**
 * The line with which a hop tells who the client is (the PROXY protocol, version 1): here the two ends
 * of the connection itself, as if the client had come by it.
 */
export function proxyLine(socket: Socket): string {
  const { localAddress, localPort, remoteAddress, remotePort, remoteFamily } = socket;
  const family = remoteFamily === 'IPv6' ? 'TCP6' : 'TCP4';
  return `PROXY ${family} ${localAddress} ${remoteAddress} ${localPort} ${remotePort}\r\n`;
}

/** Sends the line as soon as the socket is connected, before anything that is written later. */
export function beginWithProxyLine(socket: Socket): void {
  socket.prependOnceListener('connect', () => socket.write(proxyLine(socket)));
}
