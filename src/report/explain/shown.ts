import type { Value } from '../../nginx/model/index.ts';
import { type Placed, placeOf } from '../../nginx/syntax/index.ts';

/** A text of bytes as a reader has it: UTF-8. */
export function shown(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0)));
}

/** The text of a value, or `?` with why it is not known. */
export function shownValue(value: Value): string {
  return value.text === undefined ? `? (${value.unknown.why})` : shown(value.text);
}

/** Such as `sites/app.conf:31`. */
export function placeText(placed: Placed): string {
  const { file, line } = placeOf(placed);
  return `${file}:${line}`;
}

/** Places, those of one file together: `a.conf:12-14, 20, b.conf:3`. */
export function placesText(all: readonly Placed[]): string {
  const byFile = new Map<string, number[]>();
  for (const { file, line } of all.map(placeOf)) {
    byFile.set(file, [...(byFile.get(file) ?? []), line]);
  }
  return [...byFile].map(([file, lines]) => `${file}:${ranges(lines)}`).join(', ');
}

function ranges(lines: readonly number[]): string {
  const found: [first: number, last: number][] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const open = found.at(-1);
    if (open !== undefined && line === open[1] + 1) open[1] = line;
    else found.push([line, line]);
  }
  return found
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(', ');
}

/** A time in the unit in which a person would say it: `60 s`, `1 h`, `500 ms`. */
export function durationText(ms: number): string {
  for (const [unit, length] of UNITS) {
    if (ms >= length && ms % length === 0) return `${ms / length} ${unit}`;
  }
  return `${ms} ms`;
}

/** A minute is said as 60 s, as everybody who was hit by it does. */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['s', 1000],
] as const;
