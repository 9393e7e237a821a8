import type { RefusedFix, TriedFix } from '../../engine/fix/fix-in-rounds.ts';
import { visible } from '../../text/visible.ts';
import { type FindingsLayout, paragraph } from './finding-parts.ts';

/** What came of fixing. */
export interface FixReport {
  readonly applied: readonly TriedFix[];
  readonly refused: readonly RefusedFix[];
  /** Whether nothing was written. */
  readonly dryRun: boolean;
  /** The folder that holds the old texts; undefined where nothing was written. */
  readonly backup: string | undefined;
  /** What nginx said of the result; undefined where it was not asked. */
  readonly tried:
    | { readonly kind: 'accepted' }
    | { readonly kind: 'refused'; readonly message: string }
    | { readonly kind: 'untested'; readonly why: string }
    | undefined;
}

/** What was mended, what was not and why, what nginx says of it, and the way back. */
export function fixText(report: FixReport, layout: FindingsLayout): string {
  const { applied, refused } = report;
  if (applied.length === 0 && refused.length === 0) return '  – nothing that --fix could mend';
  const done = applied.map((fix) => fixHead('✓', 'good', fix, layout));
  const kept = refused.map((fix) =>
    [
      fixHead('–', 'warn', fix, layout),
      ...paragraph(`Refused: ${fix.why.map(asSentence).join(' ')}`, layout),
    ].join('\n'),
  );
  return [[...done, ...kept].join('\n'), endText(report, layout)].join('\n\n');
}

function fixHead(
  mark: string,
  tone: 'good' | 'warn',
  { check, file, line, title }: TriedFix,
  { paint }: FindingsLayout,
): string {
  const place = paint('quiet', visible(`${file}:${line}`));
  return `  ${paint(tone, mark)} ${paint('strong', check)}  ${place}  ${visible(title)}`;
}

function endText(
  { applied, refused, dryRun, backup, tried }: FixReport,
  layout: FindingsLayout,
): string {
  const { paint } = layout;
  const mended = dryRun ? `${applied.length} would be mended` : `${applied.length} mended`;
  const parts = [
    paint(applied.length > 0 ? 'good' : 'quiet', mended),
    ...(refused.length > 0 ? [paint('warn', `${refused.length} refused`)] : []),
    ...(tried?.kind === 'accepted' ? ['nginx -t accepts the result'] : []),
    ...(dryRun ? ['nothing is written'] : []),
  ];
  const untested = tried?.kind === 'untested' ? [`nginx -t could not tell: ${tried.why}`] : [];
  const back = backup === undefined ? [] : [`the way back: fairlead check --undo ${backup}`];
  return [
    `  ${parts.join(' · ')}`,
    ...[...untested, ...back].map((line) => `  ${visible(line)}`),
  ].join('\n');
}

function asSentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
