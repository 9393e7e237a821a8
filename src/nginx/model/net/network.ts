import { type IpAddress, parseAddress, unmapped } from './ip-address.ts';

/** All addresses that begin with the same bits. */
export interface Network {
  readonly family: 4 | 6;
  /** How many bits they have in common. */
  readonly length: number;
  /** These bits, as a number. */
  readonly prefix: bigint;
}

/** `10.0.0.0/8`, `::1`, …; undefined where nginx refuses it. Bits below the mask do not matter. */
export function parseNetwork(text: string): Network | undefined {
  // Taken here alone: as an address it is none (ngx_http_geo_cidr_value).
  if (text === '255.255.255.255') return { family: 4, length: 32, prefix: 0xffff_ffffn };
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const { family } = address;
  const written = text.slice(slash + 1);
  const length = slash === -1 ? bitsOf(family) : Number(written);
  if (slash !== -1 && !/^\d+$/.test(written)) return undefined;
  if (length > bitsOf(family)) return undefined;
  return { family, length, prefix: prefixOf(address, length) };
}

export function contains({ family, length, prefix }: Network, address: IpAddress): boolean {
  return address.family === family && prefixOf(address, length) === prefix;
}

/** The first bits of an address, as a number. */
export function prefixOf({ family, bits }: IpAddress, length: number): bigint {
  return bits >> BigInt(bitsOf(family) - length);
}

function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** Whether an address lies in a network as a directive writes it: `10.0.0.0/8`, `::1`, `unix:`. */
export function isInNetwork(address: string, written: string): boolean {
  if (written === 'unix:') return address.startsWith('unix:');
  const network = parseNetwork(written);
  const parsed = parseAddress(address);
  return network !== undefined && parsed !== undefined && contains(network, unmapped(parsed));
}
