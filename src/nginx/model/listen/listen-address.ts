import { parseIp } from './ip-address.ts';

/** What the first argument of `listen` names. */
export type ListenAddress =
  | {
      readonly kind: 'ip';
      readonly family: 4 | 6;
      /** As `parseIp` writes it. */
      readonly address: string;
      readonly wildcard: boolean;
      readonly ports: PortRange;
    }
  /** A name, which nginx looks up when it starts. */
  | { readonly kind: 'name'; readonly name: string; readonly ports: PortRange }
  | { readonly kind: 'unix'; readonly path: string }
  /** What nginx refuses, with its reason. */
  | { readonly kind: 'invalid'; readonly why: string };

/** From the first port to the last, both included; mostly one and the same. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads an address as `ngx_parse_url` of nginx's `src/core/ngx_inet.c` does for `listen`: `80`, `*:80`,
 * `127.0.0.1`, `[::]:80`, `localhost:80`, `unix:/path`, `8000-8010`. Without a default port (stream),
 * an address must name one.
 */
export function parseListenAddress(written: string, defaultPort?: number): ListenAddress {
  if (/^unix:/i.test(written)) {
    const path = written.slice('unix:'.length);
    return path === '' ? invalid('no path in the unix domain socket') : { kind: 'unix', path };
  }
  if (written.includes('/') || written.includes('?')) return invalid('invalid host');
  const portAlone = /^\d+(-\d+)?$/.test(written) ? written : undefined;
  const colon = written.startsWith('[') ? bracketColon(written) : written.indexOf(':');
  if (colon === undefined) return invalid('invalid host');
  const host = portAlone !== undefined ? '*' : colon < 0 ? written : written.slice(0, colon);
  const portText = portAlone ?? (colon < 0 ? undefined : written.slice(colon + 1));
  const ports = portText === undefined ? defaultPorts(defaultPort) : parsePorts(portText);
  if (typeof ports === 'string') return invalid(ports);
  return withPorts(host, ports);
}

/** Where the `:` of the port stands behind `]`; -1 where there is none, undefined where it is wrong. */
function bracketColon(written: string): number | undefined {
  const close = written.indexOf(']');
  if (close < 0) return undefined;
  if (close === written.length - 1) return -1;
  return written.charAt(close + 1) === ':' ? close + 1 : undefined;
}

function withPorts(host: string, ports: PortRange): ListenAddress {
  if (host === '') return invalid('no host');
  if (host === '*') return { kind: 'ip', family: 4, address: '0.0.0.0', wildcard: true, ports };
  const ip = parseIp(host);
  if (ip !== undefined) {
    return { kind: 'ip', family: ip.family, address: ip.text, wildcard: ip.wildcard, ports };
  }
  if (host.startsWith('[')) return invalid('invalid IPv6 address');
  return { kind: 'name', name: host.toLowerCase(), ports };
}

function defaultPorts(port: number | undefined): PortRange | string {
  return port === undefined ? 'no port' : { first: port, last: port };
}

function parsePorts(written: string): PortRange | string {
  const match = /^(\d+)(?:-(\d+))?$/.exec(written);
  if (match === null) return 'invalid port';
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || first > 65535 || last < 1 || last > 65535) return 'invalid port';
  return first > last ? 'invalid port range' : { first, last };
}

function invalid(why: string): ListenAddress {
  return { kind: 'invalid', why };
}
