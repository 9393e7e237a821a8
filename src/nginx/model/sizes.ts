const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of a size such as `16k` (`ngx_parse_size`, `ngx_parse_offset`); undefined where it is none. */
export function readSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

/**
 * Milliseconds of a time such as `1h 30m` or `60` seconds (`ngx_parse_time`); undefined where it is none.
 * The order of the units is not looked at: `isTime` tells what nginx takes.
 */
export function readTime(text: string): number | undefined {
  // Nearly all are written so.
  if (/^\d+s?$/.test(text)) return Number.parseInt(text, 10) * 1000;
  let total = 0;
  let rest = text.trim();
  while (rest !== '') {
    const [whole, number, unit] = /^(\d+)(ms|[smhdwMy])? */.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    total += Number(number) * (MILLISECONDS[unit ?? 's'] ?? 0);
    rest = rest.slice(whole.length);
  }
  return total;
}
