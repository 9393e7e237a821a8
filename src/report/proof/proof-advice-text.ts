import type { Check } from '../../checks/check.ts';
import type { Finding, Verdict } from '../../engine/verdict.ts';
import { cut } from '../../text/cut.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import { visible } from '../../text/visible.ts';
import { grouped } from '../grouped.ts';
import type { ProofLayout } from './fault-text.ts';
import type { ProofContent } from './proof-report.ts';

interface Advice {
  readonly verdict: Verdict;
  readonly finding: Finding;
}

const MARK = '·';

/** What would be better otherwise: a line for each check, however many places it is about. */
export function proofAdviceText(
  proofs: readonly ProofContent[],
  checks: readonly Check[],
  layout: ProofLayout,
): string {
  const all = proofs.flatMap((proof) =>
    proof.checks.flatMap((verdict) =>
      verdict.findings
        .filter(({ severity }) => severity === 'advice')
        .map((finding) => ({ verdict, finding })),
    ),
  );
  if (all.length === 0) return '';
  const found = grouped(all, ({ finding }) => finding.check);
  const byCheck = checks.flatMap(({ id }) => (found.has(id) ? [found.get(id) ?? []] : []));
  const places = byCheck.map((own) => placesText(own));
  const width = Math.max(...places.map(({ length }) => length));
  const { columns, idWidth, paint } = layout;
  const rows = byCheck.map((own, at) => {
    const [first] = own;
    const check = (first?.finding.check ?? '').padEnd(idWidth);
    const place = paint('quiet', (places[at] ?? '').padEnd(width));
    const text = first === undefined ? '' : cut(saidOf(first), columns - idWidth - width - 8);
    return `  ${paint('quiet', MARK)} ${check}  ${place}  ${text}`.trimEnd();
  });
  const title = paint(
    'quiet',
    'better otherwise; fairlead explain CHECK says why, and what is right',
  );
  return [`  ${title}`, ...rows].join('\n');
}

/** The first place, and how many more there are. */
function placesText(own: readonly Advice[]): string {
  const places = [
    ...new Set(own.flatMap(({ finding: { file, line } }) => (file ? [`${file}:${line}`] : []))),
  ];
  const [first = ''] = places;
  return visible(places.length > 1 ? `${first} +${places.length - 1}` : first);
}

function saidOf({ finding }: Advice): string {
  return visible(firstSentence(finding.message));
}
