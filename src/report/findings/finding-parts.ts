import type { Severity } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import type { Paint, Tone } from '../paint.ts';

/** How a report is laid out. */
export interface FindingsLayout {
  readonly columns: number;
  readonly paint: Paint;
}

/** What stands before a finding: a mark that means the same without its colour. */
export const SEVERITY_MARKS: Readonly<Record<Severity, readonly [mark: string, tone: Tone]>> = {
  error: ['✗', 'bad'],
  warning: ['!', 'warn'],
  advice: ['·', 'quiet'],
};

/** Longer lines are hard to read. */
export const WIDEST = 96;
const INDENT = '    ';

/** Which check, where in the files, and what it is about. */
export function headText(
  { check, severity, file, line, column, where }: PlacedFinding,
  { paint }: FindingsLayout,
): string {
  const [mark, tone] = SEVERITY_MARKS[severity];
  const place = paint('quiet', visible(`${file}:${line}:${column}`));
  return `  ${paint(tone, mark)} ${paint('strong', check)}  ${place}  ${visible(where)}`;
}

/** A text below a head. */
export function paragraph(text: string, { columns }: FindingsLayout): string[] {
  return wrap(visible(text), Math.min(columns, WIDEST) - INDENT.length).map(
    (line) => `${INDENT}${line}`,
  );
}

/** What mends it, and by which flag; `verb` says of what, where it is not the one that tells. */
export function fixLines(
  fix: PlacedFinding['fix'],
  { columns, paint }: FindingsLayout,
  verb: string = '',
): string[] {
  if (fix === null) return [];
  const text = `${visible(fix.title)} (${verb}${fix.safe ? '--fix' : '--fix-unsafe'})`;
  const lines = wrap(text, Math.min(columns, WIDEST) - INDENT.length - LABEL.length);
  return lines.map((line, at) =>
    at === 0
      ? `${INDENT}${paint('good', LABEL)}${line}`
      : `${INDENT}${' '.repeat(LABEL.length)}${line}`,
  );
}

const LABEL = 'fix  ';
