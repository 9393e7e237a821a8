/** An IP address as a number, so that a network is a shift away. */
export interface IpAddress {
  readonly family: 4 | 6;
  /** 32 or 128 bits. */
  readonly bits: bigint;
}

/**
 * An address as nginx reads it (`ngx_parse_addr`): octets may be empty, and 255.255.255.255 is none,
 * since it looks like the failure of `inet_addr`.
 */
export function parseAddress(text: string): IpAddress | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return { family: 4, bits: BigInt(four) };
  const six = parseIpv6(text);
  return six === undefined ? undefined : { family: 6, bits: six };
}

/** An address with or without a port, the latter one from 1 to 65535 (`ngx_parse_addr_port`). */
export function parseAddressAndPort(text: string): IpAddress | undefined {
  const plain = parseAddress(text);
  if (plain !== undefined) return plain;
  const [, bracketed, bare, port] = /^(?:\[([^\]]*)\]|([^[:][^:]*)):(\d+)$/.exec(text) ?? [];
  if (Number(port) < 1 || Number(port) > 65535) return undefined;
  return parseAddress(bracketed ?? bare ?? '');
}

/** What a mapped address (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) stands for; others as they are. */
export function unmapped(address: IpAddress): IpAddress {
  if (address.family === 4 || address.bits >> 32n !== 0xffffn) return address;
  return { family: 4, bits: address.bits & 0xffff_ffffn };
}

const NO_ADDRESS = 0xffff_ffff;

/** An IPv4 address as a number; undefined for 255.255.255.255 as well. */
export function parseIpv4(text: string): number | undefined {
  if (!/^[\d.]+$/.test(text)) return undefined;
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let address = 0;
  for (const octet of octets) {
    if (Number(octet) > 255) return undefined;
    address = address * 256 + Number(octet);
  }
  return address === NO_ADDRESS ? undefined : address;
}

/** In nginx's way (`ngx_inet6_addr`), which also takes `:1::2` and `1::2:`. */
function parseIpv6(text: string): bigint | undefined {
  const groups = (text.startsWith(':') ? text.slice(1) : text).split(':');
  const last = groups.pop() ?? '';
  const words: number[] = [];
  let gap: number | undefined;
  for (const group of groups) {
    if (group !== '') {
      if (!isWord(group)) return undefined;
      words.push(Number.parseInt(group, 16));
    } else if (gap === undefined) {
      gap = words.length;
    } else {
      return undefined;
    }
  }
  const tail = tailWords(last, groups.length > 0, gap !== undefined);
  if (tail === undefined) return undefined;
  words.push(...tail);
  const missing = 8 - words.length;
  if (gap === undefined ? missing !== 0 : missing < 1) return undefined;
  if (gap !== undefined) words.splice(gap, 0, ...new Array<number>(missing).fill(0));
  return words.reduce((bits, word) => (bits << 16n) | BigInt(word), 0n);
}

/** What stands behind the last colon: a word, nothing behind a gap, or an IPv4 address. */
function tailWords(last: string, afterColon: boolean, hasGap: boolean): number[] | undefined {
  if (last === '') return hasGap ? [0] : undefined;
  if (isWord(last)) return [Number.parseInt(last, 16)];
  // nginx takes the first octet for a word until it meets the dot.
  const four = afterColon && /^\d{1,4}\./.test(last) ? parseIpv4(last) : undefined;
  return four === undefined ? undefined : [four >>> 16, four & 0xffff];
}

function isWord(group: string): boolean {
  return /^[\da-f]{1,4}$/i.test(group);
}

/** An address in the one form that it always has: dotted decimals, or RFC 5952 without brackets. */
export function addressText({ family, bits }: IpAddress): string {
  return family === 4 ? dotted(bits) : shorten(bits);
}

function dotted(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
}

/** Leaves out the longest run of zeros, the first where two are as long (RFC 5952 section 4.2). */
function shorten(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bits >> BigInt(112 - 16 * i)) & 0xffffn);
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === 0n) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start === -1) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
