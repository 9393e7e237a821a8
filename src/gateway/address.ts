/** Where nginx listens, or where a backend does: a host and port, or a unix socket. */
export type Address =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly socket: string };

/** A TCP address, the only kind that a listener can have. */
export type TcpAddress = Extract<Address, { kind: 'tcp' }>;

const HOST_AND_PORT = /^(?:(\[[0-9a-f:.]+\]|[a-z0-9_.*-]+):)?(\d{1,5})$/i;
/** Characters that a path may hold and still stand in an nginx configuration without surprises. */
const SOCKET = /^unix:(\/[^\s;{}"'$\\:]+)$/;

/**
 * Reads `host:port`, `[::1]:port`, a bare port or `unix:/path`.
 * `localhost` becomes 127.0.0.1: nginx would take every address that the name has as a server of
 * its own, and a backend that listens on only one of them would then fail every other request.
 */
export function parseAddress(text: string, defaultHost: string): Address | undefined {
  const socket = SOCKET.exec(text)?.[1];
  if (socket !== undefined) return { kind: 'unix', socket };
  const match = HOST_AND_PORT.exec(text);
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65_535) return undefined;
  const host = match[1] ?? defaultHost;
  return { kind: 'tcp', host: host === 'localhost' ? '127.0.0.1' : host, port };
}

/** The address as nginx writes it. */
export function formatAddress(address: Address): string {
  return address.kind === 'unix' ? `unix:${address.socket}` : `${address.host}:${address.port}`;
}
