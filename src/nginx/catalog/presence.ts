import type { History } from './history.ts';
import { MEASURED_VERSIONS } from './measured/versions.ts';
import { isAtLeast } from './version.ts';

/** In which nginx versions a thing is. */
export interface Presence {
  /** Versions in which it was found. */
  readonly measuredIn: readonly string[];
  /** Versions in which its module could be asked; only these say that it is absent. */
  readonly askedIn: readonly string[];
  /** The first version that has it, where that is known and newer than the oldest measured. */
  readonly since: string | undefined;
  /** The first version that no longer has it, where that is known. */
  readonly until: string | undefined;
  readonly patched: boolean;
}

/** Puts what was measured and what CHANGES says together. Places are those of the tables, from 1. */
export function presence(places: string, asked: string, history: History): Presence {
  const measuredIn = versionsAt(places);
  const isNewest = measuredIn.includes(MEASURED_VERSIONS.at(-1) ?? '');
  const { changed } = history;
  return {
    measuredIn,
    askedIn: versionsAt(asked),
    since: changed !== undefined && isNewest ? changed : history.since,
    until: changed !== undefined && !isNewest ? changed : history.until,
    patched: history.patched ?? false,
  };
}

/**
 * Whether it is in a version. What was measured decides for that very version, since distributions
 * add what newer versions have; then what CHANGES says; then the nearest measured version. Between
 * two that differ it is assumed to be there: better to know too much than to call a directive unknown.
 */
export function isIn(thing: Presence, version: string | undefined): boolean {
  const { measuredIn, askedIn, since, until, patched } = thing;
  if (version === undefined || measuredIn.includes(version)) return true;
  if (patched || askedIn.includes(version)) return false;
  if (since !== undefined || until !== undefined) {
    const hasCome = since === undefined || isAtLeast(version, since);
    return hasCome && (until === undefined || !isAtLeast(version, until));
  }
  const older = askedIn.findLast((asked) => isAtLeast(version, asked));
  const newer = askedIn.find((asked) => isAtLeast(asked, version));
  const neighbours = [older, newer].filter((asked) => asked !== undefined);
  return neighbours.some((asked) => measuredIn.includes(asked));
}

function versionsAt(places: string): string[] {
  return MEASURED_VERSIONS.filter((_, i) => places.includes(String(i + 1)));
}
