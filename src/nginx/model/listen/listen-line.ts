import type { Placed } from '../../syntax/configuration.ts';
import type { Level } from '../level.ts';
import { type ListenAddress, parseListenAddress } from './listen-address.ts';

/** One `listen` of a server. */
export interface ListenLine {
  /** Undefined where the server has no `listen`, and nginx adds one. */
  readonly placed: Placed | undefined;
  readonly address: ListenAddress;
  readonly isDefault: boolean;
  readonly ssl: boolean;
  readonly http2: boolean;
  readonly proxyProtocol: boolean;
  /** UDP: `quic` in http, `udp` in stream. Such a socket takes no TCP connection. */
  readonly udp: boolean;
  /** Whether an IPv6 socket leaves IPv4 alone, as it does unless `ipv6only=off`. */
  readonly ipv6only: boolean;
  /** All that stands behind the address, as written. */
  readonly options: readonly string[];
}

/** Reads `listen` lines. A thousand servers share a handful of addresses, each read once. */
export class ListenReader {
  private readonly addresses = new Map<string, ListenAddress>();

  /** The `listen` lines of a server of http or stream. */
  read(server: Level): readonly ListenLine[] {
    const lines = server.named('listen');
    const isHttp = server.context === 'server';
    if (isHttp && lines.length === 0) return withoutListen;
    return lines.map((placed) => this.readLine(placed, isHttp ? 80 : undefined));
  }

  private readLine(placed: Placed, defaultPort: number | undefined): ListenLine {
    const [address, ...rest] = placed.directive.args;
    const options = rest.map(({ value }) => value);
    return {
      placed,
      address: this.readAddress(address?.value ?? '', defaultPort),
      isDefault: options.includes('default_server') || options.includes('default'),
      ssl: options.includes('ssl'),
      http2: options.includes('http2'),
      proxyProtocol: options.includes('proxy_protocol'),
      udp: options.includes('quic') || options.includes('udp'),
      ipv6only: !options.includes('ipv6only=off'),
      options,
    };
  }

  private readAddress(written: string, defaultPort: number | undefined): ListenAddress {
    const known = this.addresses.get(written);
    if (known !== undefined) return known;
    const address = parseListenAddress(written, defaultPort);
    this.addresses.set(written, address);
    return address;
  }
}

// nginx listens on 8000 where it is not started by root; who starts it is not in the configuration,
// and a service is started by root.
const withoutListen: readonly ListenLine[] = [
  {
    placed: undefined,
    address: parseListenAddress('*', 80),
    isDefault: false,
    ssl: false,
    http2: false,
    proxyProtocol: false,
    udp: false,
    ipv6only: true,
    options: [],
  },
];
