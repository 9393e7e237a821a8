import type { Finding } from './verdict.ts';

/** A finding in a file. Line and column count from 1. */
export interface PlacedFinding extends Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The order of findings: by file, line, column and check. */
export function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  return (
    compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.check, b.check)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
