import { isAtLeast, type Weighed } from '../engine/severity.ts';
import type { FailOn } from '../report/findings/findings-report.ts';

/** What a verb ends with. */
export const EXIT = {
  /** All judged and nothing found. */
  clean: 0,
  /** Findings. */
  found: 1,
  /** Could not run. */
  failed: 2,
} as const;

/** The status of what was found; what could not be judged, for it is our fault, is no clean bill. */
export function statusOf(found: readonly Weighed[], isBroken: boolean, failOn: FailOn): number {
  if (found.some(({ severity }) => isAtLeast(severity, failOn))) return EXIT.found;
  return isBroken ? EXIT.failed : EXIT.clean;
}
