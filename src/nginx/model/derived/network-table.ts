import type { IpAddress } from '../net/ip-address.ts';
import { type Network, prefixOf } from '../net/network.ts';
import type { KnownValue } from '../value.ts';

/** For each length of a prefix that is in use, what the networks of this length yield. */
type ByLength = (Map<bigint, KnownValue> | undefined)[];

/** Values of networks; the longest one that holds an address decides. */
export class NetworkTable {
  private readonly four: ByLength = new Array<undefined>(33).fill(undefined);
  private readonly six: ByLength = new Array<undefined>(129).fill(undefined);

  /** A network that is there already gets the new value, of which nginx only warns. */
  set({ family, length, prefix }: Network, value: KnownValue): void {
    const table = this.of(family);
    const same = table[length];
    if (same === undefined) table[length] = new Map([[prefix, value]]);
    else same.set(prefix, value);
  }

  delete({ family, length, prefix }: Network): void {
    this.of(family)[length]?.delete(prefix);
  }

  find(address: IpAddress): KnownValue | undefined {
    const table = this.of(address.family);
    for (let length = table.length - 1; length >= 0; length -= 1) {
      const found = table[length]?.get(prefixOf(address, length));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What any address may yield. */
  *values(): Generator<KnownValue> {
    for (const same of [...this.four, ...this.six]) yield* same?.values() ?? [];
  }

  /** Whether every address has a value. */
  get isTotal(): boolean {
    return [this.four, this.six].every(([all]) => all !== undefined && all.size > 0);
  }

  private of(family: 4 | 6): ByLength {
    return family === 4 ? this.four : this.six;
  }
}
