import { wrap } from '../../text/wrap.ts';
import type { Paint, Tone } from '../paint.ts';

/** A line of an explanation, or several where it is long. */
export interface Row {
  /** What it tells of; empty where it goes on with what stands above it. */
  readonly label: string;
  /** `!` where a reader may not expect this, `?` where something is not known. */
  readonly mark?: '!' | '?' | undefined;
  readonly cells: readonly Cell[];
  /** Where it stands in the files. */
  readonly place?: string | undefined;
}

/** A piece of a row. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone | undefined;
  /** Columns that it takes at least, so that cells stand below each other. */
  readonly width?: number;
}

/** How rows are laid out. */
export interface RowLayout {
  readonly columns: number;
  readonly paint: Paint;
}

const LABEL_WIDTH = 11;
const GAP = 2;
const WIDEST_PLACE = 24;
/** Two columns, the label, the mark, a space. */
const INDENT = 2 + LABEL_WIDTH + 2;

/** Lays rows out below each other, places in a column of their own as far as there is room. */
export function layOut(all: readonly Row[], { columns, paint }: RowLayout): string[] {
  const room = columns - INDENT;
  const rows = all.map((row) => (fits(row, room) ? row : tightened(row)));
  const placed = rows.filter((row) => row.place !== undefined && fits(row, room));
  // One long path shall not push the others out of their column.
  const places = placed
    .map(({ place = '' }) => place.length)
    .filter((width) => width <= WIDEST_PLACE);
  const placeColumn = Math.min(
    Math.max(0, ...placed.map((row) => widthOf(row))) + GAP,
    room - Math.max(0, ...places),
  );
  return rows.flatMap((row) => {
    const lines = fits(row, room)
      ? [oneLine(row, Math.min(placeColumn, room - (row.place ?? '').length), paint)]
      : severalLines(row, room, paint);
    const mark = row.mark === undefined ? ' ' : paint('warn', row.mark);
    const label =
      toned(row.label, 'quiet', paint) + ' '.repeat(Math.max(0, LABEL_WIDTH - row.label.length));
    const head = `  ${label}${mark} `;
    return lines.map((line, i) => ((i === 0 ? head : ' '.repeat(INDENT)) + line).trimEnd());
  });
}

/** Only names stay below each other where there is no room for more. */
function tightened({ cells, ...row }: Row): Row {
  const [first, ...rest] = cells;
  if (first === undefined) return { ...row, cells };
  return { ...row, cells: [first, ...rest.map(({ text, tone }) => ({ text, tone }))] };
}

function widthOf({ cells }: Row): number {
  const widths = cells.map(({ text, width = 0 }, i) =>
    i === cells.length - 1 ? text.length : Math.max(text.length, width),
  );
  return widths.reduce((all, width) => all + width + GAP, -GAP);
}

function fits(row: Row, room: number): boolean {
  const place = row.place === undefined ? 0 : GAP + row.place.length;
  return widthOf(row) + place <= room;
}

function oneLine(row: Row, placeColumn: number, paint: Paint): string {
  const { cells, place } = row;
  const texts = cells.map(({ text, tone, width = 0 }, i) => {
    const padding = i === cells.length - 1 ? 0 : Math.max(0, width - text.length);
    return toned(text, tone, paint) + ' '.repeat(padding);
  });
  const line = texts.join(' '.repeat(GAP));
  if (place === undefined) return line;
  return line + ' '.repeat(Math.max(GAP, placeColumn - widthOf(row))) + paint('quiet', place);
}

/** What is too long hangs under its beginning; under the second cell where the first is a name. */
function severalLines({ cells, place }: Row, room: number, paint: Paint): string[] {
  const [first, ...rest] = cells;
  if (first === undefined) return [];
  const isNamed = first.width !== undefined && rest.length > 0;
  const hang = isNamed ? Math.min(first.width ?? 0, Math.floor(room / 3)) + GAP : GAP;
  const body = isNamed ? rest : cells;
  const tone = body.length === 1 ? body[0]?.tone : undefined;
  const text = [...body.map((cell) => cell.text), ...(place === undefined ? [] : [place])];
  const width = room - hang;
  const lines = wrap(text.join('  '), width)
    .flatMap((line) => cut(line, width))
    .map((line) => toned(line.trim(), tone, paint));
  if (!isNamed) return lines.map((line, i) => (i === 0 ? '' : ' '.repeat(hang)) + line);
  const gap = ' '.repeat(Math.max(0, hang - first.text.length));
  const name = toned(first.text, first.tone, paint);
  const isBeside = first.text.length < hang;
  const hung = lines.map((line) => ' '.repeat(hang) + line);
  return isBeside ? [name + gap + (lines[0] ?? ''), ...hung.slice(1)] : [name, ...hung];
}

/** A word may be longer than a line. */
function cut(line: string, width: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += width) parts.push(line.slice(at, at + width));
  return parts;
}

function toned(text: string, tone: Tone | undefined, paint: Paint): string {
  return tone === undefined || text === '' ? text : paint(tone, text);
}
