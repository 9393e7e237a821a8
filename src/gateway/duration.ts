/** Milliseconds in each unit that nginx itself knows for times. */
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as nginx writes it, such as `25s`, `500ms` or `1h`; a bare number is seconds. */
const DURATION = /^(\d+)(ms|s|m|h|d)?$/;

/** Milliseconds of a duration such as `25s`; undefined where the text is none. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit = 's'] = DURATION.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/** Milliseconds as a person and nginx read them: whole seconds where possible. */
export function formatDuration(ms: number): string {
  return ms % UNIT_MS.s === 0 ? `${ms / UNIT_MS.s}s` : `${ms}ms`;
}
