import type { Placed } from '../../syntax/configuration.ts';
import type { Proxies } from '../net/forwarded-address.ts';
import { type IpAddress, parseIpv4 } from '../net/ip-address.ts';
import { type Network, parseNetwork } from '../net/network.ts';
import { type KnownValue, known } from '../value.ts';
import { NetworkTable } from './network-table.ts';
import { RangeTable } from './range-table.ts';

/** What the lines of a `geo` block say. */
export interface GeoTable {
  readonly volatile: boolean;
  readonly proxies: Proxies;
  /** The value for an address, or for what is none; undefined where no line decides. */
  find(address: IpAddress | undefined): KnownValue | undefined;
  /** What any address may yield. */
  values(): Iterable<KnownValue>;
  /** Whether every address has a value. */
  readonly isTotal: boolean;
}

/** Reads the lines in nginx's order. A line that nginx refuses says nothing. */
export function readGeoTable(lines: readonly Placed[]): GeoTable {
  const flags = new Set<string>();
  const trusted: Network[] = [];
  const entries: Placed[] = [];
  for (const line of lines) {
    const { name, args } = line.directive;
    const [value] = args;
    if (value === undefined) flags.add(name);
    else if (name !== 'proxy') entries.push(line);
    else trusted.push(...networks(value.value));
  }
  return {
    volatile: flags.has('volatile'),
    proxies: { trusted, recursive: flags.has('proxy_recursive') },
    ...(flags.has('ranges') ? readRanges(entries) : readNetworks(entries)),
  };
}

type Lookup = Pick<GeoTable, 'find' | 'values' | 'isTotal'>;

/** What cannot be parsed is looked up as 255.255.255.255 (`INADDR_NONE`). */
const NO_ADDRESS: IpAddress = { family: 4, bits: 0xffff_ffffn };

const EVERYTHING: readonly Network[] = [
  { family: 4, length: 0, prefix: 0n },
  { family: 6, length: 0, prefix: 0n },
];

function readNetworks(entries: readonly Placed[]): Lookup {
  const table = new NetworkTable();
  for (const entry of entries) {
    const { name } = entry.directive;
    const value = entryValue(entry);
    if (name === 'delete') for (const network of networks(value.text)) table.delete(network);
    else for (const network of networks(name)) table.set(network, value);
  }
  return {
    find: (address = NO_ADDRESS) => table.find(address),
    values: () => table.values(),
    isTotal: table.isTotal,
  };
}

function networks(text: string): readonly Network[] {
  if (text === 'default') return EVERYTHING;
  const network = parseNetwork(text);
  return network === undefined ? [] : [network];
}

function readRanges(entries: readonly Placed[]): Lookup {
  const table = new RangeTable();
  let fallback: KnownValue | undefined;
  for (const entry of entries) {
    const { name } = entry.directive;
    const value = entryValue(entry);
    if (name === 'default') fallback = value;
    else if (name === 'delete') withRange(value.text, (start, end) => table.delete(start, end));
    else withRange(name, (start, end) => table.add(start, end, value));
  }
  return {
    // Ranges are of IPv4 addresses, and none reaches 255.255.255.255.
    find: (address = NO_ADDRESS) =>
      (address.family === 4 ? table.find(Number(address.bits)) : undefined) ?? fallback,
    values: () => [...table.values(), ...(fallback === undefined ? [] : [fallback])],
    isTotal: fallback !== undefined,
  };
}

function withRange(text: string, use: (start: number, end: number) => void): void {
  const dash = text.indexOf('-');
  const start = parseIpv4(text.slice(0, dash));
  const end = parseIpv4(text.slice(dash + 1));
  if (dash !== -1 && start !== undefined && end !== undefined && start <= end) use(start, end);
}

function entryValue(entry: Placed): KnownValue {
  return known(entry.directive.args[0]?.value ?? '', [entry]);
}
