const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** Up to here seconds are what people count in: 60 s, 100 s. */
const SECONDS_UP_TO_MS = 120_000;

/** A time as people say it: `60 s`, `10 min`, `1 h`, `2 days`. `ms` are milliseconds. */
export function timeInWords(ms: number): string {
  const [unit, name] = UNITS.find(([unit]) => ms > SECONDS_UP_TO_MS && ms % unit === 0) ?? [
    1000,
    's',
  ];
  const count = ms / unit;
  return `${count} ${name}${name === 'day' && count !== 1 ? 's' : ''}`;
}

/** A time as nginx reads it, in whole seconds. */
export function timeForNginx(ms: number): string {
  return ms > 0 && ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${Math.ceil(ms / 1000)}s`;
}

/** A time of timeouts that were divided, as a remark; nothing where they were not. */
export function scaleInWords(scale: number): string {
  return scale === 1 ? '' : ` (time divided by ${scale})`;
}
