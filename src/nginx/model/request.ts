import type { Directive } from '../syntax/tree.ts';

/** One request, as it arrives at a listening socket. Texts hold one character for each byte. */
export interface TraceRequest {
  /** The method in capitals, such as `GET`. */
  readonly method: string;
  /** What stands behind the method in the request line: a path with its query, or an absolute URI. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  /** In the order in which they are sent, `Host` among them. */
  readonly headers: readonly RequestHeader[];
  /** The address that the connection arrives at, such as `127.0.0.1` or `::1`; undefined where no address is known. */
  readonly address: string | undefined;
  readonly port: number;
  /** Whether the client speaks TLS. */
  readonly tls: boolean;
  /** The name in the TLS ClientHello; undefined where there is none. */
  readonly serverName: string | undefined;
  readonly client: { readonly address: string; readonly port: number };
  /** Whether this same nginx sends it, as a hop of its own in front. Left out where a client does. */
  readonly isPassedOn?: true;
  /**
   * Lines that would turn the request away, and let it in: it brings what they ask for (an address, a
   * password, a cookie), whatever that is. Rules of the access phase, `if`s, and `ssl_verify_client`.
   */
  readonly letInBy?: ReadonlySet<Directive>;
}

export interface RequestHeader {
  readonly name: string;
  readonly value: string;
}
