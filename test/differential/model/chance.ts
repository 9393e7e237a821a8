import { seededRandom } from '../mutate.ts';

/** Choices that are the same ones for the same seed. */
export interface Chance {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight: the first of each pair. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item;
  /** Calls so many times, between the two counts, both included. */
  some<Item>(least: number, most: number, make: () => Item): Item[];
}

/** The choices of one seed. */
export function seededChance(seed: number): Chance {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    percent: (share) => random() * 100 < share,
    pick: (items) => itemAt(items, below(items.length)),
    weighted(items) {
      let left = random() * items.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return itemAt(items, items.length - 1)[1];
    },
    some(least, most, make) {
      return Array.from({ length: least + below(most - least + 1) }, make);
    },
  };
}

/** A seed of its own for each part of a run, so that each can be made again alone. */
export function partSeed(seed: number, part: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b)) >>> 0;
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new Error('there is nothing to choose from');
  return items[index] as Item;
}
