import type { PlacedFinding } from '../../engine/placed-finding.ts';
import type { SourceLines } from '../../engine/source-lines.ts';
import { cut } from '../../text/cut.ts';
import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import type { Paint, Tone } from '../paint.ts';

/** How a frame is laid out. `tone` is that of the line to change. */
export interface FrameLayout {
  readonly columns: number;
  readonly paint: Paint;
  readonly tone: Tone;
  readonly sources: SourceLines;
}

/** Lines that are shown around the one to change. */
const BEFORE = 1;
const BEHIND = 2;
/** Related lines that are shown; a shared snippet may have hundreds. */
const MOST_RELATED = 6;
const INDENT = '    ';

interface Row {
  readonly line: number;
  readonly text: string;
  /** What is said of the line, below it. */
  readonly notes: readonly string[];
}

/**
 * The lines around a finding, the one to change marked, and the others that matter with what is to
 * be said of them. Lines of other files follow under their names.
 */
export function sourceFrame(finding: PlacedFinding, layout: FrameLayout): string[] {
  const shown = finding.related.slice(0, MOST_RELATED);
  const files = [...new Set([finding.file, ...shown.map(({ file }) => file)])];
  const blocks = files.map((file) => ({
    file,
    rows: rowsOf(file, finding, shown, layout.sources),
  }));
  const width = Math.max(...blocks.flatMap(({ rows }) => rows.map(({ line }) => `${line}`.length)));
  const lines = blocks.flatMap(({ file, rows }) => [
    ...(file === finding.file ? [] : [`${INDENT}  ${layout.paint('quiet', visible(file))}`]),
    ...rowsText(rows, file === finding.file ? finding.line : undefined, width, layout),
  ]);
  const left = finding.related.length - shown.length;
  const more =
    left > 0
      ? [`${INDENT}  ${layout.paint('quiet', `… and ${left} more place${left === 1 ? '' : 's'}`)}`]
      : [];
  return [...lines, ...more];
}

function rowsOf(
  file: string,
  finding: PlacedFinding,
  related: PlacedFinding['related'],
  sources: SourceLines,
): Row[] {
  const notes = new Map<number, string[]>();
  for (const { line, message } of related.filter((other) => other.file === file)) {
    notes.set(line, [...(notes.get(line) ?? []), message]);
  }
  const columnOf = (line: number): number =>
    file === finding.file && line === finding.line ? finding.column : 1;
  const around = file === finding.file ? linesAround(finding, sources) : [];
  const lines = [...new Set([...around, ...notes.keys()])].sort((a, b) => a - b);
  return lines.map((line) => ({
    line,
    text: visible(sources.text(file, line, columnOf(line)) ?? ''),
    notes: notes.get(line) ?? [],
  }));
}

/** Blank lines at either end tell nothing. */
function linesAround({ file, line }: PlacedFinding, sources: SourceLines): number[] {
  const isBlank = (at: number): boolean => (sources.text(file, at) ?? '').trim() === '';
  let first = line - BEFORE;
  let last = line + BEHIND;
  while (first < line && isBlank(first)) first += 1;
  while (last > line && isBlank(last)) last -= 1;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function rowsText(
  rows: readonly Row[],
  culprit: number | undefined,
  width: number,
  { columns, paint, tone }: FrameLayout,
): string[] {
  const indents = rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.search(/\S/));
  const common = Math.min(...indents);
  const room = columns - INDENT.length - width - 5;
  const gutter = paint('quiet', `${INDENT}  ${' '.repeat(width)} │`);
  return rows.flatMap(({ line, text, notes }, at) => {
    const isGap = at > 0 && (rows[at - 1]?.line ?? 0) + 1 < line;
    // A configuration may be one line.
    const source = cut(text.slice(common).trimEnd(), room);
    const number = `${line}`.padStart(width);
    const row =
      line === culprit
        ? `${INDENT}${paint(tone, `▸ ${number}`)} ${paint('quiet', '│')} ${paint('strong', source)}`
        : `${paint('quiet', `${INDENT}  ${number} │`)} ${source}`;
    const said = notes.flatMap((note) => noteLines(visible(note), room));
    return [
      ...(isGap ? [paint('quiet', `${INDENT}  ${'⋮'.padStart(width)}`)] : []),
      row.trimEnd(),
      ...said.map((one) => `${gutter} ${paint('quiet', one)}`),
    ];
  });
}

function noteLines(note: string, room: number): string[] {
  return wrap(note, room - 2).map((line, at) => `${at === 0 ? '↑' : ' '} ${line}`);
}
