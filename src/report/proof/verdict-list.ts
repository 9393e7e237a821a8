import { BY_CONFIGURATION } from '../../engine/join-evidence.ts';
import type { Verdict } from '../../engine/verdict.ts';
import { cut } from '../../text/cut.ts';
import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import { verdictLine } from '../verdict-text.ts';
import type { ProofLayout } from './fault-text.ts';
import { isSerious, type ProofContent } from './proof-report.ts';

/**
 * The verdicts without faults to tell, a line each: what failed, what is in doubt, what holds, and what
 * was not judged. Where another proof was told before, those that came out alike are only counted.
 */
export function verdictList(
  verdicts: readonly Verdict[],
  before: ProofContent | undefined,
  layout: ProofLayout,
): string {
  const isTold = ({ check, outcome }: Verdict): boolean =>
    before?.checks.some((one) => one.check === check && one.outcome === outcome) === true;
  const alike = verdicts.filter((one) => one.outcome !== 'fails' && isTold(one));
  const rest = verdicts.filter((one) => !alike.includes(one));
  const of = (outcome: Verdict['outcome']): Verdict[] =>
    rest.filter((one) => one.outcome === outcome);
  const holds = of('holds');
  const seen = holds.filter(({ evidence }) => evidence !== BY_CONFIGURATION);
  const unseen = holds.filter(({ evidence }) => evidence === BY_CONFIGURATION);
  return [
    ...[...of('fails').filter(isSerious), ...of('broken')].map((one) => wholeLine(one, layout)),
    ...of('unknown').map((one) => oneLine(one, layout)),
    ...seen.map((one) => wholeLine(one, layout)),
    ...ofConfiguration(unseen, layout),
    ...of('skipped').map((one) => oneLine(one, layout)),
    ...(alike.length > 0 && before !== undefined ? [alikeLine(alike.length, before, layout)] : []),
  ].join('\n');
}

function wholeLine(verdict: Verdict, layout: ProofLayout): string {
  return verdictLine({ ...verdict, evidence: visible(verdict.evidence) }, layout);
}

/** Why something could not be judged is often one long reason for many checks. */
function oneLine(verdict: Verdict, layout: ProofLayout): string {
  const room = layout.columns - layout.idWidth - MARGIN;
  return verdictLine({ ...verdict, evidence: cut(visible(verdict.evidence), room) }, layout);
}

/** What stands before the evidence beside the name of the check. */
const MARGIN = 6;

/** What nothing on the wire shows, in one row. */
function ofConfiguration(verdicts: readonly Verdict[], layout: ProofLayout): string[] {
  if (verdicts.length === 0) return [];
  const names = verdicts.map(({ check }) => check).join(', ');
  const text = `${BY_CONFIGURATION}: ${names}`;
  return [row('✓', 'good', `${verdicts.length} more`, text, layout)];
}

function alikeLine(count: number, { url }: ProofContent, layout: ProofLayout): string {
  return row('=', 'quiet', `${count} more`, `as for ${visible(url)}`, layout);
}

function row(
  mark: string,
  tone: 'good' | 'quiet',
  label: string,
  text: string,
  { columns, idWidth, paint }: ProofLayout,
): string {
  const indent = ' '.repeat(idWidth + MARGIN);
  const lines = wrap(text, columns - indent.length).join(`\n${indent}`);
  return `  ${paint(tone, mark)} ${label.padEnd(idWidth)}  ${lines}`;
}
