import type { Check } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { adviceText } from './advice-text.ts';
import {
  type FindingsLayout,
  fixLines,
  headText,
  paragraph,
  SEVERITY_MARKS,
} from './finding-parts.ts';
import type { FindingsReport } from './findings-report.ts';
import { likeliestFirst } from './likeliest-first.ts';
import { sourceFrame } from './source-frame.ts';
import { cleanText, summaryText } from './summary-text.ts';

/** Doubts that are told; a big configuration may have hundreds. */
const MOST_DOUBTS = 6;

/**
 * Findings for people: what breaks with its lines, the likeliest cause first; then advice, once for
 * each check; what the checks could not tell; and how many there are.
 */
export function findingsText(report: FindingsReport, layout: FindingsLayout): string {
  const { findings, checks } = report;
  const serious = findings.filter(({ severity }) => severity !== 'advice');
  const end = findings.length === 0 ? cleanText(report, layout) : summaryText(report, layout);
  return [
    ...likeliestFirst(serious, checks).map((one) => findingText(one, report, layout)),
    ...advice(findings, checks, layout),
    ...doubts(report, layout),
    end,
  ].join('\n\n');
}

/** One finding: what and where, what happens and what to do, the lines, and the fix. */
function findingText(
  finding: PlacedFinding,
  { sources }: FindingsReport,
  layout: FindingsLayout,
): string {
  const [, tone] = SEVERITY_MARKS[finding.severity];
  const fix = fixLines(finding.fix, layout);
  return [
    headText(finding, layout),
    ...paragraph(finding.message, layout),
    '',
    ...sourceFrame(finding, { ...layout, tone, sources }),
    ...(fix.length > 0 ? ['', ...fix] : []),
  ].join('\n');
}

function advice(
  findings: readonly PlacedFinding[],
  checks: readonly Check[],
  layout: FindingsLayout,
): string[] {
  return checks.flatMap(({ id }) => {
    const own = findings.filter(({ check, severity }) => check === id && severity === 'advice');
    return own.length === 0 ? [] : [adviceText(own, layout).join('\n')];
  });
}

/** What could not be told, and which check broke. */
function doubts({ unknown, broken }: FindingsReport, layout: FindingsLayout): string[] {
  const { paint } = layout;
  const doubt = (mark: string, check: string, why: string): string => {
    const [first = '', ...rest] = paragraph(`${check}  ${why}`, layout);
    const head = first.trim().replace(check, paint('strong', check));
    return [`  ${mark} ${head}`, ...rest].join('\n');
  };
  const left = unknown.length - MOST_DOUBTS;
  const lines = [
    ...unknown
      .slice(0, MOST_DOUBTS)
      .map(({ check, why }) => doubt(paint('warn', '?'), check, `could not tell: ${why}`)),
    ...(left > 0 ? [`  ${paint('warn', '?')} and ${left} more; --format json has them all`] : []),
    ...broken.map(({ check, why }) => doubt(paint('bad', '‼'), check, `broke, our bug: ${why}`)),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}
