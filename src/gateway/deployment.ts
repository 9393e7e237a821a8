import type { Address, TcpAddress } from './address.ts';

/** A listener of nginx. */
export interface Listener {
  readonly address: TcpAddress;
  readonly tls: boolean;
}

/** A hop in front of nginx; see `HopSettings`. */
export interface Hop {
  readonly name: string;
  /** Milliseconds; undefined where nobody knows. */
  readonly idleTimeoutMs: number | undefined;
  readonly addresses: readonly string[];
}

/** Where a certificate comes from. */
export type TlsSource =
  | { readonly kind: 'files'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'development' }
  | { readonly kind: 'none' };

/** Settings made whole: defaults filled in, contradictions refused. Times are milliseconds. */
export interface Deployment {
  readonly listeners: readonly Listener[];
  readonly serverNames: readonly string[];
  readonly tls: TlsSource;
  readonly paths: readonly string[];
  readonly backends: readonly Address[];
  readonly heartbeatMs: number | undefined;
  readonly idleTimeout: IdleTimeout;
  readonly connectTimeoutMs: number;
  readonly hops: readonly Hop[];
  readonly tunnels: number;
  readonly origins: readonly string[];
  readonly plainRequests: 'keep' | 'close';
  readonly logs: { readonly folder: string | undefined; readonly format: 'json' | 'text' };
}

/** How long a tunnel may be silent at nginx, and why so long. */
export interface IdleTimeout {
  readonly ms: number;
  readonly because: string;
}
