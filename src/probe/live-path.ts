/** A live address, and how to reach it. */
export interface LivePath {
  /** `ws:` or `wss:`. Its authority is what `Host` and SNI say. */
  readonly url: URL;
  /** Where to connect; the URL's own host and port when absent. */
  readonly connect?: {
    readonly host: string;
    readonly port: number;
    /** The port in the user's world that this one stands for, in a lab. */
    readonly standsFor?: number;
  };
  /** Certificates to trust, as PEM; the system's when absent. */
  readonly ca?: string;
  /** True: any certificate is accepted. For development only. */
  readonly insecure?: boolean;
  /** True: the client's TLS ends at a hop in front, which goes on without it and says so (RFC 7239 section 5.4). */
  readonly tlsEndsBefore?: boolean;
  /** True: every connection begins with a line of the PROXY protocol, as a hop in front sends it. */
  readonly proxyProtocol?: boolean;
  /** Most milliseconds for one step, from its first attempt to its result. */
  readonly timeoutMs: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'ws:': 80, 'wss:': 443 };

/**
 * The address to connect to.
 * @throws Error where the URL is neither `ws:` nor `wss:`.
 */
export function addressOf(path: LivePath): { host: string; port: number } {
  const { protocol, port } = path.url;
  const defaultPort = DEFAULT_PORTS[protocol];
  if (defaultPort === undefined) {
    throw new Error(`Got the URL ${path.url.href}; expected one that starts with ws: or wss:.`);
  }
  if (path.connect !== undefined) return { host: path.connect.host, port: path.connect.port };
  return { host: hostOf(path), port: port === '' ? defaultPort : Number(port) };
}

/** The URL's host as a name or a bare IP address: an IPv6 address without its brackets. */
export function hostOf(path: LivePath): string {
  return path.url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** True where the client speaks TLS. */
export function isSecure(path: LivePath): boolean {
  return path.url.protocol === 'wss:';
}

/** True where connections of the path begin with TLS. */
export function beginsWithTls(path: LivePath): boolean {
  return isSecure(path) && path.tlsEndsBefore !== true;
}

/** The request target that the URL names: path and query. */
export function targetOf(path: LivePath): string {
  return path.url.pathname + path.url.search;
}

/** `host:port` as people write it, an IPv6 address in brackets. */
export function addressText({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A redirect's target in the user's world, where a lab's port may stand in it for another. */
export function meantTarget({ connect }: LivePath, location: string): string {
  if (connect?.standsFor === undefined) return location;
  const own = `:${connect.port}`;
  const { standsFor } = connect;
  return location.replace(/^(https?:)(\/\/[^/]*?)(:\d+)(?=\/|$)/i, (all, scheme, host, port) => {
    if (port !== own) return all;
    const isUsual = standsFor === (scheme.toLowerCase() === 'https:' ? 443 : 80);
    return `${scheme}${host}${isUsual ? '' : `:${standsFor}`}`;
  });
}
