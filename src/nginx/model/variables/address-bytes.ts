import { parseAddress } from '../net/ip-address.ts';

/** An address as the 4 or 16 bytes of `$binary_remote_addr`; what is none, as its text. */
export function addressBytes(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) return text;
  const count = address.family === 4 ? 4 : 16;
  const byteAt = (place: number): number =>
    Number((address.bits >> BigInt(8 * (count - 1 - place))) & 0xffn);
  return String.fromCharCode(...Array.from({ length: count }, (_, place) => byteAt(place)));
}
