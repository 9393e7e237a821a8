/** Distributions whose own packages we know how to fetch. */
export type Family = 'debian' | 'ubuntu';

/**
 * Suites and the nginx that each is known to hold. Only a hint that saves looking in the wrong
 * suite first: what a suite really holds is asked of the archive.
 */
const KNOWN: Readonly<Record<Family, readonly (readonly [suite: string, version: string])[]>> = {
  debian: [
    ['bullseye', '1.18.0'],
    ['bookworm', '1.22.1'],
    ['trixie', '1.26.3'],
    ['sid', '1.30.6'],
  ],
  ubuntu: [
    ['jammy', '1.18.0'],
    ['noble', '1.24.0'],
    ['plucky', '1.26.3'],
    ['questing', '1.28.0'],
    ['devel', '1.30.6'],
  ],
};

/** Names of the suites that are looked through. */
export function knownSuites(family: Family): string[] {
  return KNOWN[family].map(([suite]) => suite);
}

/** The suites to look through for a version: the likely one first, then this system's own. */
export function suitesFor(family: Family, version: string, ownSuite: string): string[] {
  const likely = KNOWN[family].filter(([, known]) => known === version).map(([suite]) => suite);
  return [...new Set([...likely, ownSuite, ...knownSuites(family)])];
}

/** Whether a text can be the name of a suite; it goes into apt's list of sources. */
export function isSuiteName(text: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(text);
}
