import type { Severity } from '../checks/check.ts';
import { worstOf } from '../engine/severity.ts';
import type { Finding, Verdict } from '../engine/verdict.ts';
import { wrap } from '../text/wrap.ts';
import type { Paint, Tone } from './paint.ts';

/** What stands before a verdict: a mark that means the same without its colour. */
const MARKS: Record<Exclude<Verdict['outcome'], 'fails'>, readonly [mark: string, tone: Tone]> = {
  holds: ['✓', 'good'],
  skipped: ['–', 'quiet'],
  unknown: ['?', 'warn'],
  broken: ['‼', 'bad'],
};
const SEVERITY_MARKS: Record<Severity, readonly [mark: string, tone: Tone]> = {
  error: ['✗', 'bad'],
  warning: ['!', 'warn'],
  advice: ['·', 'warn'],
};

/** How a text is laid out: the width of the terminal, that of the first column, and its colours. */
export interface TextLayout {
  readonly columns: number;
  readonly idWidth: number;
  readonly paint: Paint;
}

/** One verdict: a line, and under it what was found. */
export function verdictText(verdict: Verdict, { columns, idWidth, paint }: TextLayout): string {
  const indent = ' '.repeat(idWidth + 6);
  const found = verdict.findings.flatMap((finding) =>
    wrap(`${finding.severity}: ${finding.message}`, columns - indent.length).map(
      (line) => `${indent}${paint(SEVERITY_MARKS[finding.severity][1], line)}`,
    ),
  );
  return [verdictLine(verdict, { columns, idWidth, paint }), ...found].join('\n');
}

/** Its mark, its check and its evidence, without what was found. */
export function verdictLine(verdict: Verdict, { columns, idWidth, paint }: TextLayout): string {
  const [mark, tone] = markOf(verdict);
  const indent = ' '.repeat(idWidth + 6);
  const evidence = wrap(verdict.evidence, columns - indent.length).join(`\n${indent}`);
  const line = `  ${paint(tone, mark)} ${verdict.check.padEnd(idWidth)}  ${evidence}`;
  return verdict.outcome === 'skipped' ? paint('quiet', line) : line;
}

/** The line under all verdicts: how many of each. Only what is worth a red mark counts as failed. */
export function summaryText(verdicts: readonly Verdict[], paint: Paint): string {
  const count = (outcome: Verdict['outcome']) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const of = (severity: Severity) =>
    verdicts.filter(({ outcome, findings }) => outcome === 'fails' && worst(findings) === severity)
      .length;
  const fails = of('error');
  const warnings = of('warning');
  const advice = of('advice');
  const broken = count('broken');
  const parts = [
    paint('good', `${count('holds')} hold`),
    paint(fails > 0 ? 'bad' : 'quiet', `${fails} fail`),
    ...(warnings > 0 ? [paint('warn', `${warnings} warning${warnings === 1 ? '' : 's'}`)] : []),
    ...(advice > 0 ? [paint('warn', `${advice} advice`)] : []),
    paint('quiet', `${count('skipped') + count('unknown')} not judged`),
    ...(broken > 0 ? [paint('bad', `${broken} broken (our bug)`)] : []),
  ];
  return `  ${parts.join(' · ')}`;
}

/** What stands before a verdict: a mark that means the same without its colour, and that. */
export function markOf({ outcome, findings }: Verdict): readonly [string, Tone] {
  if (outcome !== 'fails') return MARKS[outcome];
  return SEVERITY_MARKS[worst(findings)];
}

function worst(findings: readonly Finding[]): Severity {
  return worstOf(findings)?.severity ?? 'error';
}
