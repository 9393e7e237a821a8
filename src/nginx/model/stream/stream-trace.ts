import type { Placed } from '../../syntax/configuration.ts';
import type { ServerChoice, SocketChoice } from '../listen/index.ts';
import type { Upstream, UrlError } from '../upstream/index.ts';
import type { Value } from '../value.ts';
import type { StreamSettings } from './stream-settings.ts';

/** A connection as it arrives at a socket of stream. */
export interface StreamConnection {
  /** Where it arrives, such as `127.0.0.1`; undefined where nobody knows. */
  readonly address: string | undefined;
  readonly port: number;
  /** Whether the client speaks TLS. */
  readonly tls: boolean;
  /** The name in the ClientHello; undefined where there is none. */
  readonly serverName: string | undefined;
}

/** What nginx's stream does with a connection. */
export interface StreamTrace {
  readonly taken: SocketChoice;
  /** Undefined where nothing listens. */
  readonly server: StreamServer | undefined;
  readonly outcome: StreamOutcome;
}

/** The server in charge, and how it was found. */
export interface StreamServer {
  readonly choice: ServerChoice;
  /** The `listen … ssl` by which nginx ends the client's TLS here. */
  readonly tlsLine: Placed | undefined;
  /** The `ssl_preread on` by which the server name is read without ending TLS. */
  readonly prereadLine: Placed | undefined;
  /** The `listen … proxy_protocol`: the client has to send that header first. */
  readonly proxyProtocolLine: Placed | undefined;
  readonly settings: StreamSettings;
}

/** What becomes of a connection. */
export type StreamOutcome =
  | {
      readonly kind: 'proxy';
      readonly at: Placed;
      /** The argument of `proxy_pass` with its variables filled in. */
      readonly target: Value;
      /** Undefined where the target is not known. */
      readonly upstream: Upstream | UrlError | undefined;
    }
  /** nginx sends a text and closes. */
  | { readonly kind: 'return'; readonly at: Placed; readonly text: Value }
  /** `pass` (since 1.25.5): another socket of this nginx takes the connection over. */
  | { readonly kind: 'pass'; readonly at: Placed; readonly target: Value }
  /** The connection comes to nothing; `at` is the line at fault where there is one. */
  | { readonly kind: 'closed'; readonly at: Placed | undefined; readonly why: string };
