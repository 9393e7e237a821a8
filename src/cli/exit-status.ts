/** What a verb ends with. */
export const EXIT = {
  /** All judged and nothing found. */
  clean: 0,
  /** Findings. */
  found: 1,
  /** Could not run. */
  failed: 2,
} as const;
