import type { Finding, Verdict } from '../../engine/verdict.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import { visible } from '../../text/visible.ts';
import {
  type FindingsLayout,
  fixLines,
  paragraph,
  SEVERITY_MARKS,
} from '../findings/finding-parts.ts';
import { sourceFrame } from '../findings/source-frame.ts';
import { verdictLine } from '../verdict-text.ts';
import type { Fault } from './proof-cause.ts';
import type { ProofReport } from './proof-report.ts';
import { findingKey } from './same-finding.ts';

/** How the report of a proof is laid out. */
export interface ProofLayout extends FindingsLayout {
  /** Width of the column of the checks. */
  readonly idWidth: number;
}

/** What is told, and what of it was told before. */
export interface Telling {
  readonly report: ProofReport;
  /** Keys of the findings that need not be told again; what is told is added. */
  readonly told: Set<string>;
  /** Whose first sentence was told as the cause. */
  readonly cause: Finding | undefined;
}

/**
 * A check that fails: what was seen, and under it each fault with its place, its lines and what mends
 * it. */
export function faultText(
  verdict: Verdict,
  faults: readonly Fault[],
  telling: Telling,
  layout: ProofLayout,
): string {
  const { told } = telling;
  const fresh = faults.filter(({ finding }) => !told.has(findingKey(finding)));
  const known = faults.filter(({ finding }) => told.has(findingKey(finding)));
  for (const { finding } of fresh) told.add(findingKey(finding));
  const above = [...new Set(known.map(({ finding }) => `${finding.file}:${finding.line}`))];
  return [
    verdictLine({ ...verdict, evidence: visible(verdict.evidence) }, layout),
    ...(above.length > 0
      ? paragraph(`${above.join(', ')}, as above`, layout).map((line) =>
          layout.paint('quiet', line),
        )
      : []),
    ...fresh.map((fault, at) => `${at === 0 ? '' : '\n'}${detailText(fault, telling, layout)}`),
  ].join('\n');
}

function detailText(
  { finding }: Fault,
  { report: { main, sources }, cause }: Telling,
  layout: ProofLayout,
): string {
  const { file, line, column, where, fix, severity } = finding;
  const placed = { ...finding, file: file ?? main, line: line ?? 1, column: column ?? 1 };
  const hasPlace = file !== null && line !== null;
  const place = hasPlace ? [`${file}:${line}:${column}`] : [];
  const [, tone] = SEVERITY_MARKS[severity];
  const rest = finding.message.slice(firstSentence(finding.message).length).trim();
  const message = finding === cause ? rest : finding.message;
  const cure = fixLines(fix, layout, 'fairlead check ');
  return [
    `    ${layout.paint('quiet', visible([...place, where].join('  ')))}`,
    ...(message === '' ? [] : paragraph(message, layout)),
    ...(hasPlace ? ['', ...sourceFrame(placed, { ...layout, tone, sources })] : []),
    ...(cure.length > 0 ? ['', ...cure] : []),
  ].join('\n');
}
