/** What one text may hold. Real configurations stay far below; what exceeds a limit is a problem. */
export interface ParseLimits {
  /** Characters of one text; a longer one is kept unread. */
  readonly length: number;
  /** Blocks inside blocks; what lies deeper is kept, but its directives are not read. */
  readonly depth: number;
  /** Directives of one text; the rest is kept unread. */
  readonly directives: number;
  /** Problems of one text; more are not listed. */
  readonly problems: number;
}

export const parseLimits: ParseLimits = {
  length: 32 * 1024 * 1024,
  depth: 1000,
  directives: 2_000_000,
  problems: 1000,
};

/** What a configuration with all its files may hold. */
export interface LoadLimits {
  /** Different files. */
  readonly files: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Includes inside includes. nginx holds a descriptor open for each. */
  readonly depth: number;
  /**
   * Includes that are followed, and files in the unfolded configuration, where one that is included
   * twice counts twice.
   */
  readonly includes: number;
}

export const loadLimits: LoadLimits = {
  files: 50_000,
  bytes: 128 * 1024 * 1024,
  depth: 200,
  includes: 200_000,
};
