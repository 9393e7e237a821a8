/**
 * How a backend of the lab takes a handshake. `lenient`: as `ws` and Engine.IO do, HTTP/1.0 too.
 * `strict`: as RFC 6455 section 4.2.1 and RFC 9110 section 7.8 say: HTTP/1.1, one `Host`. `case-sensitive`:
 * only `Upgrade: websocket` and `Connection: Upgrade` in these very letters. `host-checking`: the host
 * of `Origin` must be that of `Host`. `origin-checking`: `Origin` must be scheme and host of
 * `X-Forwarded-Proto` and `X-Forwarded-Host` (else `Host`). `big-answer`: a 101 with a header of 5,000
 * bytes. `slow`: lenient, but it thinks for a second. `silent`: never an answer. `dying`: ends the connection without one.
 */
export type BackendKind =
  | 'lenient'
  | 'strict'
  | 'case-sensitive'
  | 'host-checking'
  | 'origin-checking'
  | 'big-answer'
  | 'slow'
  | 'silent'
  | 'dying';

/** The first bytes that arrived on a connection are those of this protocol; inside of TLS where that is known. */
export type WireProtocol = 'http/1' | 'h2' | 'tls' | 'fastcgi' | 'uwsgi' | 'scgi' | 'unknown';

/** A connection that arrived at a backend. */
export interface WireConnection {
  /** The backend's name. */
  readonly node: string;
  readonly protocol: WireProtocol;
  /** The server name of its TLS, null where none was sent; undefined where it is not TLS. */
  readonly serverName: string | null | undefined;
}
