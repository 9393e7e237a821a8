import type { PlacedFinding } from './placed-finding.ts';
import type { SourceLines } from './source-lines.ts';

/** A finding as a baseline knows it again: by what stands there, not by the number of its line. */
export interface BaselineEntry {
  readonly check: string;
  readonly file: string;
  readonly where: string;
  /** What stands there, to the end of the line. */
  readonly line: string;
  /** How many there are of the same kind. */
  readonly count: number;
}

/** Findings that are not new are left out. */
export interface Compared<One extends PlacedFinding> {
  readonly fresh: readonly One[];
  readonly known: readonly One[];
}

/** What a baseline of these findings holds, in the order of the findings. */
export function baselineOf(
  findings: readonly PlacedFinding[],
  sources: SourceLines,
): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const entry = entryOf(finding, sources);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}

/** Tells the findings that a baseline knows from those that are new. */
export function againstBaseline<One extends PlacedFinding>(
  findings: readonly One[],
  baseline: readonly BaselineEntry[],
  sources: SourceLines,
): Compared<One> {
  if (baseline.length === 0) return { fresh: findings, known: [] };
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count]));
  const fresh: One[] = [];
  const known: One[] = [];
  for (const finding of findings) {
    const key = keyOf(entryOf(finding, sources));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  return { fresh, known };
}

/** One string for a finding that stays the same when its line moves. */
export function fingerprint(finding: PlacedFinding, sources: SourceLines): string {
  return keyOf(entryOf(finding, sources));
}

function entryOf(
  { check, file, where, line, column }: PlacedFinding,
  sources: SourceLines,
): Omit<BaselineEntry, 'count'> {
  const text = sources.textFrom(file, line, column) ?? '';
  return { check, file, where, line: text.trim().replace(/\s+/g, ' ') };
}

function keyOf({ check, file, where, line }: Omit<BaselineEntry, 'count'>): string {
  return JSON.stringify([check, file, where, line]);
}
