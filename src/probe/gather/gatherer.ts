import type { Gathered } from '../evidence.ts';
import type { InspectedPath, LabPath, Site } from '../site.ts';

/** Gathers one piece of evidence from a site. Never throws for what the network does. */
export type Gatherer<Value> = (site: Site) => Promise<Gathered<Value>>;

/** The evidence was had. */
export function got<Value>(value: Value): Gathered<Value> {
  return { kind: 'got', value };
}

/** Gathers what only a backend that tells what arrives can show. */
export function fromInside<Value>(
  gather: (inside: InspectedPath, site: Site) => Promise<Gathered<Value>>,
): Gatherer<Value> {
  return async (site) =>
    site.inside === undefined
      ? { kind: 'skipped', why: 'the backend does not tell what arrives' }
      : gather(site.inside, site);
}

/** Gathers what only backends of the lab can show. */
export function fromLab<Value>(
  gather: (lab: LabPath, site: Site) => Promise<Gathered<Value>>,
): Gatherer<Value> {
  return async (site) =>
    site.lab === undefined
      ? { kind: 'skipped', why: 'the backend cannot be told how to answer' }
      : gather(site.lab, site);
}

/** Nobody asked for this evidence here. */
export const NOT_ASKED: Gathered<never> = { kind: 'skipped', why: 'not asked for' };
