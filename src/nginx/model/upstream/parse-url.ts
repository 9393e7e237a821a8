import { isIp } from '../listen/ip-address.ts';

/** What `proxy_pass`, or `server` of an upstream, names. */
export interface Endpoint {
  readonly kind: 'ip' | 'name' | 'unix';
  /** As written, with the brackets of IPv6; the path of a unix socket. */
  readonly host: string;
  /** The default port where none is written; 0 where there is no default, and for a unix socket. */
  readonly port: number;
  /** As written; undefined where no port is. */
  readonly portText: string | undefined;
  /** From the `/` or `?` on; behind the second `:` of a unix socket. Empty where there is none. */
  readonly uri: string;
}

/** What nginx says of an address that it does not take. */
export interface UrlError {
  readonly error: string;
}

export interface UrlOptions {
  /** 80 or 443 in http; undefined in stream, which has none. */
  readonly defaultPort: number | undefined;
  /** Whether a path may follow, as it may in `proxy_pass`. */
  readonly takesUri: boolean;
}

/** Reads an address as `ngx_parse_url` of nginx's `src/core/ngx_inet.c` does. */
export function parseUrl(text: string, options: UrlOptions): Endpoint | UrlError {
  if (/^unix:/i.test(text)) return parseUnix(text.slice('unix:'.length), options.takesUri);
  // Only `/` ends an IPv6 address in brackets; `?` ends a name as well.
  const end = text.search(text.startsWith('[') ? /\// : /[/?]/);
  if (end >= 0 && !options.takesUri) return { error: 'invalid host' };
  const authority = end < 0 ? text : text.slice(0, end);
  const uri = end < 0 ? '' : text.slice(end);
  const parts = splitPort(authority);
  if (parts === undefined) return { error: 'invalid host' };
  const port = readPort(parts.portText, options.defaultPort);
  if (typeof port === 'string') return { error: port };
  return withHost(parts.host, { port, portText: parts.portText, uri });
}

function parseUnix(text: string, takesUri: boolean): Endpoint | UrlError {
  const colon = takesUri ? text.indexOf(':') : -1;
  const host = colon < 0 ? text : text.slice(0, colon);
  if (host === '') return { error: 'no path in the unix domain socket' };
  const uri = colon < 0 ? '' : text.slice(colon + 1);
  return { kind: 'unix', host, port: 0, portText: undefined, uri };
}

function splitPort(authority: string) {
  const close = authority.startsWith('[') ? authority.indexOf(']') : -1;
  if (authority.startsWith('[') && close < 0) return undefined;
  if (close >= 0 && close < authority.length - 1 && authority.charAt(close + 1) !== ':') {
    return undefined;
  }
  const colon = authority.indexOf(':', close + 1);
  if (colon < 0) return { host: authority, portText: undefined };
  return { host: authority.slice(0, colon), portText: authority.slice(colon + 1) };
}

function readPort(text: string | undefined, defaultPort: number | undefined): number | string {
  if (text === undefined) return defaultPort ?? 0;
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  return port < 1 || port > 65535 ? 'invalid port' : port;
}

function withHost(
  host: string,
  rest: Pick<Endpoint, 'port' | 'portText' | 'uri'>,
): Endpoint | UrlError {
  if (host === '' || host === '[]') return { error: 'no host' };
  const kind = isIp(host) ? 'ip' : 'name';
  if (host.startsWith('[') && kind === 'name') return { error: 'invalid IPv6 address' };
  const { port, portText, uri } = rest;
  return { kind, host, port, portText, uri };
}
