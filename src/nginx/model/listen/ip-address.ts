import { addressText, type IpAddress, parseAddress } from '../net/ip-address.ts';

/** An IP address, in a form in which the same address always reads the same. */
export interface SocketIp {
  readonly family: 4 | 6;
  /** Dotted decimals, or IPv6 in the short form of RFC 5952 without brackets. */
  readonly text: string;
  /** `0.0.0.0` or `::`: any address of this machine. */
  readonly wildcard: boolean;
}

/** Reads an IPv4 address, or an IPv6 one with or without brackets; undefined where it is neither. */
export function parseIp(written: string): SocketIp | undefined {
  const parsed = readIp(written);
  if (parsed === undefined) return undefined;
  return { family: parsed.family, text: addressText(parsed), wildcard: parsed.bits === 0n };
}

/** Whether it is such an address; its one form, which takes longest to make, is left out. */
export function isIp(written: string): boolean {
  return readIp(written) !== undefined;
}

function readIp(written: string): IpAddress | undefined {
  const isBracketed = written.startsWith('[') && written.endsWith(']');
  const parsed = parseAddress(isBracketed ? written.slice(1, -1) : written);
  return isBracketed && parsed?.family === 4 ? undefined : parsed;
}

/** The IPv6 address by which an IPv4 connection comes to a socket that takes both families. */
export function mappedIpv6(ipv4: string): string {
  return parseIp(`::ffff:${ipv4}`)?.text ?? ipv4;
}
