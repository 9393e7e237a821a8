import type { Diagnosis, Statement } from '../engine/diagnosis.ts';
import type { SourceLines } from '../engine/source-lines.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/wrap.ts';
import {
  type FindingsLayout,
  fixLines,
  headText,
  paragraph,
  SEVERITY_MARKS,
  WIDEST,
} from './findings/finding-parts.ts';
import { sourceFrame } from './findings/source-frame.ts';

/** What a diagnosis is told with. */
export interface DiagnosisReport {
  readonly diagnosis: Diagnosis;
  /** The lines of the configuration; undefined where none was given. */
  readonly sources: SourceLines | undefined;
  /** What each live address answered. */
  readonly answers: readonly { readonly url: string; readonly detail: string }[];
}

/** A diagnosis for people: the cause, then what is certain, what is contradicted, and the rest. */
export function diagnosisText(
  { diagnosis, sources, answers }: DiagnosisReport,
  layout: FindingsLayout,
): string {
  const { cause, agreed, disagreed, alone, unseen } = diagnosis;
  const { columns, paint } = layout;
  const told = (one: Statement): string => statementText(one, sources, layout);
  const serious = alone.filter(({ severity }) => severity !== 'advice');
  const advice = alone.filter(({ severity }) => severity === 'advice');
  const sections: [string, string[]][] = [
    ['certain: the file and the live answer agree', agreed.map(told)],
    ['the file and the live answer disagree', disagreed.map(told)],
    ['only one of them can show', serious.map(told)],
    ['better otherwise', advice.map(told)],
    ['not looked at, or not to be told', compact(unseen.map((one) => listed(one, layout)))],
  ];
  const [first = '', ...rest] = wrap(visible(cause), Math.min(columns, WIDEST) - 2);
  return [
    [first, ...rest].map((line) => `  ${paint('strong', line)}`).join('\n'),
    ...answers.map(({ url, detail }) => `  live  ${visible(url)} → ${visible(detail)}`),
    ...sections
      .filter(([, texts]) => texts.length > 0)
      .map(([title, texts]) => [`  ${paint('quiet', title)}`, ...texts].join('\n\n')),
  ].join('\n\n');
}

/** Short ones stand line under line. */
function compact(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [texts.join('\n')];
}

function statementText(
  statement: Statement,
  sources: SourceLines | undefined,
  layout: FindingsLayout,
): string {
  const { finding, severity, live, message } = statement;
  const isAdvice = severity === 'advice';
  // Advice is mended by `check` too, but a diagnosis is about what is wrong.
  const cure = isAdvice ? [] : fixLines(finding?.fix ?? null, layout, 'fairlead check ');
  const frame =
    finding === null || sources === undefined || isAdvice
      ? []
      : ['', ...sourceFrame(finding, { ...layout, tone: SEVERITY_MARKS[severity][1], sources })];
  return [
    headOf(statement, layout),
    ...paragraph(message, layout),
    ...(live === null || message.includes(live) ? [] : paragraph(`live: ${live}`, layout)),
    ...frame,
    ...(cure.length > 0 ? ['', ...cure] : []),
  ].join('\n');
}

/** Where there is no place in a file, the address stands for it. */
function headOf(statement: Statement, layout: FindingsLayout): string {
  const { finding, severity, check, url } = statement;
  if (finding !== null) return headText({ ...finding, severity }, layout);
  const [mark, tone] = SEVERITY_MARKS[severity];
  const { paint } = layout;
  return `  ${paint(tone, mark)} ${paint('strong', check ?? 'the answer')}  ${visible(url ?? '')}`;
}

function listed(text: string, { columns, paint }: FindingsLayout): string {
  return wrap(visible(text), Math.min(columns, WIDEST) - 4)
    .map((line, at) => paint('quiet', `${at === 0 ? '  – ' : '    '}${line}`))
    .join('\n');
}
