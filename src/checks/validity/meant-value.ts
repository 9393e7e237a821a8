import type { ValueKind } from '../../nginx/catalog/value-kinds.ts';

/** What must be meant by a word in the way of other programs; undefined where that is not plain. */
export function meantValue(kind: ValueKind | 'flag' | 'choice', text: string): string | undefined {
  const written = text.toLowerCase();
  if (kind === 'flag') return FLAGS[written];
  const [, number, unit = ''] = /^(\d+) ?([a-z]+)$/.exec(written) ?? [];
  if (number === undefined) return undefined;
  if (kind === 'milliseconds' || kind === 'seconds') return timeOf(number, unit, kind);
  if (kind === 'size' || kind === 'offset') return sizeOf(number, unit, kind);
  return undefined;
}

const FLAGS: Readonly<Record<string, string>> = {
  yes: 'on',
  true: 'on',
  enable: 'on',
  enabled: 'on',
  no: 'off',
  false: 'off',
  disable: 'off',
  disabled: 'off',
};

function timeOf(
  number: string,
  unit: string,
  kind: 'milliseconds' | 'seconds',
): string | undefined {
  // Milliseconds have no longer unit than weeks.
  if (kind === 'milliseconds' && /^y(?:ears?)?$/.test(unit)) return `${Number(number) * 365}d`;
  const found = TIMES.find(([pattern]) => pattern.test(unit));
  return found === undefined ? undefined : `${number}${found[1]}`;
}

const TIMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:msecs?|milliseconds?)$/, 'ms'],
  [/^(?:secs?|seconds?)$/, 's'],
  [/^(?:mins?|minutes?)$/, 'm'],
  [/^(?:hrs?|hours?)$/, 'h'],
  [/^days?$/, 'd'],
  [/^weeks?$/, 'w'],
];

function sizeOf(number: string, unit: string, kind: 'size' | 'offset'): string | undefined {
  if (/^ki?b$/.test(unit)) return `${number}k`;
  if (/^mi?b$/.test(unit)) return `${number}m`;
  if (!/^g(?:i?b)?$/.test(unit)) return undefined;
  return kind === 'offset' ? `${number}g` : `${Number(number) * 1024}m`;
}
