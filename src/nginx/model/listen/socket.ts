import type { ListenLine } from './listen-line.ts';
import { NameTable } from './name-table.ts';
import type { ServerBlock } from './server-block.ts';

/** Where a socket listens. */
export type SocketAddress =
  | {
      readonly kind: 'ip';
      readonly family: 4 | 6;
      readonly address: string;
      readonly wildcard: boolean;
      readonly port: number;
    }
  /** A name that only the machine can look up. */
  | { readonly kind: 'name'; readonly name: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string };

/** A server at a socket, by one of its `listen` lines. */
export interface ListeningServer {
  readonly server: ServerBlock;
  readonly line: ListenLine;
}

/** A listening socket, as far as nginx tells them apart: an address and port with its servers. */
export class Socket {
  readonly address: SocketAddress;
  readonly udp: boolean;
  /** The servers in file order, each once. */
  readonly servers: readonly ListeningServer[];
  /** The server marked as default, or the first. */
  readonly defaultServer: ListeningServer;
  private table: NameTable | undefined;
  private merged: SocketOptions | undefined;

  constructor(address: SocketAddress, udp: boolean, servers: readonly ListeningServer[]) {
    const [first] = servers;
    if (first === undefined) throw new Error('A socket needs a server.');
    this.address = address;
    this.udp = udp;
    this.servers = servers;
    this.defaultServer = servers.find(({ line }) => line.isDefault) ?? first;
  }

  /** As nginx writes it, such as `0.0.0.0:80`, `[::]:80`, `unix:/path`. */
  get text(): string {
    return socketText(this.address);
  }

  /**
   * The first line that asks for TLS. What one line asks of a socket holds for all servers there
   * (`ngx_http_add_addresses`); so do the following.
   */
  get ssl(): ListenLine | undefined {
    return this.options().ssl;
  }

  get http2(): ListenLine | undefined {
    return this.options().http2;
  }

  get proxyProtocol(): ListenLine | undefined {
    return this.options().proxyProtocol;
  }

  /** Whether an IPv6 socket takes no IPv4 connections. */
  get ipv6only(): boolean {
    return this.options().ipv6both === undefined;
  }

  /** The names of its servers, put together when first asked for. */
  get names(): NameTable {
    this.table ??= new NameTable(this.servers.map(({ server }) => server));
    return this.table;
  }

  // Asked for with every request; there may be a thousand servers.
  private options(): SocketOptions {
    this.merged ??= {
      ssl: this.firstLine((line) => line.ssl),
      http2: this.firstLine((line) => line.http2),
      proxyProtocol: this.firstLine((line) => line.proxyProtocol),
      ipv6both: this.firstLine((line) => !line.ipv6only),
    };
    return this.merged;
  }

  private firstLine(holds: (line: ListenLine) => boolean): ListenLine | undefined {
    return this.servers.find(({ line }) => holds(line))?.line;
  }
}

/** For each option of a socket, the first line that sets it. */
type SocketOptions = Readonly<
  Record<'ssl' | 'http2' | 'proxyProtocol' | 'ipv6both', ListenLine | undefined>
>;

/** How nginx writes an address. */
export function socketText(address: SocketAddress): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  if (address.kind === 'name') return `${address.name}:${address.port}`;
  const host = address.family === 6 ? `[${address.address}]` : address.address;
  return `${host}:${address.port}`;
}
