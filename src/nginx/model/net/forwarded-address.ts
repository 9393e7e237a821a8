import { type IpAddress, parseAddress, parseAddressAndPort, unmapped } from './ip-address.ts';
import { contains, type Network } from './network.ts';

/** Whom to believe about where a request came from. */
export interface Proxies {
  readonly trusted: readonly Network[];
  /** Whether to go on behind a trusted proxy that a header names. */
  readonly recursive: boolean;
}

/**
 * The client's address by the lines of X-Forwarded-For, from the last name to the first, for as long
 * as the one who tells is trusted and what is told is an address (`ngx_http_get_forwarded_addr`).
 */
export function forwardedAddress(
  from: IpAddress,
  lines: readonly string[],
  proxies: Proxies,
): IpAddress {
  return forwardedEndpoint(from, lines, proxies)?.address ?? from;
}

/** An address that was told, with its port; empty where none was. */
export interface ToldEndpoint {
  readonly address: IpAddress;
  readonly port: string;
}

/** The same with the port; undefined where nobody who is trusted told another address. */
export function forwardedEndpoint(
  from: IpAddress,
  lines: readonly string[],
  { trusted, recursive }: Proxies,
): ToldEndpoint | undefined {
  let found: ToldEndpoint | undefined;
  for (const line of lines.toReversed()) {
    for (const name of namesFromTheEnd(line)) {
      const teller = found?.address ?? from;
      if (!trusted.some((network) => contains(network, teller))) return found;
      const told = parseAddressAndPort(name);
      if (told === undefined) return found;
      found = { address: unmapped(told), port: portOf(name) };
      if (!recursive) return found;
    }
  }
  return found;
}

function portOf(name: string): string {
  const [, port] = parseAddress(name) === undefined ? (/:(\d+)$/.exec(name) ?? []) : [];
  return port === undefined ? '' : String(Number(port));
}

/** The names in a line, separated by commas and spaces. The first byte is never taken for a separator. */
function* namesFromTheEnd(line: string): Generator<string> {
  let end = line.length;
  for (;;) {
    while (end > 1 && isSeparator(line[end - 1])) end -= 1;
    let start = Math.max(end - 1, 0);
    while (start > 0 && !isSeparator(line[start])) start -= 1;
    if (start === 0) {
      yield line.slice(0, end);
      return;
    }
    yield line.slice(start + 1, end);
    end = start;
  }
}

function isSeparator(character: string | undefined): boolean {
  return character === ' ' || character === ',';
}
