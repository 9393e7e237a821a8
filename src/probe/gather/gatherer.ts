import type { Gathered } from '../evidence.ts';
import type { InspectedPath, Site } from '../site.ts';

/** Gathers one piece of evidence from a site. Never throws for what the network does. */
export type Gatherer<Value> = (site: Site) => Promise<Gathered<Value>>;

/** The evidence was had. */
export function got<Value>(value: Value): Gathered<Value> {
  return { kind: 'got', value };
}

/** Gathers what only a backend that tells what arrives can show. */
export function fromInside<Value>(
  gather: (inside: InspectedPath) => Promise<Gathered<Value>>,
): Gatherer<Value> {
  return async ({ inside }) =>
    inside === undefined
      ? { kind: 'skipped', why: 'the backend does not tell what arrives' }
      : gather(inside);
}
