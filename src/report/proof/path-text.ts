import { deniesUpgrade } from '../../engine/predicted-answer.ts';
import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import { WIDEST } from '../findings/finding-parts.ts';
import { backendsText } from './backends-text.ts';
import { faultText, type ProofLayout, type Telling } from './fault-text.ts';
import { type Fault, likeliestFaults, proofCause } from './proof-cause.ts';
import { isOfConfiguration, type ProofContent, type ProofReport } from './proof-report.ts';
import { verdictList } from './verdict-list.ts';

/**
 * One URL: the likeliest cause, each fault with its lines, the other checks, and which backends would
 * do. Of a second URL only that is told in which it differs from the first; `told` are the findings
 * that need not be told again.
 */
export function pathText(
  proof: ProofContent,
  first: ProofContent | undefined,
  report: ProofReport,
  told: Set<string>,
  layout: ProofLayout,
): string {
  const faults = likeliestFaults([proof], report.checks);
  const causes = faults.filter((fault) => !isSeenOfAnother(fault, faults));
  const cause = proofCause([proof], report.checks);
  const blocks = faultBlocks(causes, { report, told, cause: cause.finding }, layout);
  const ofCauses = new Set(causes.map(({ verdict }) => verdict));
  const rest = proof.checks.filter((verdict) => !ofCauses.has(verdict));
  const sections = [
    headText(proof, layout),
    causeText(cause.text, layout),
    ...blocks,
    verdictList(rest, proof === first ? undefined : first, layout),
    backendsText(proof, layout),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/** Each check that fails, with its faults. */
export function faultBlocks(
  faults: readonly Fault[],
  telling: Telling,
  layout: ProofLayout,
): string[] {
  const verdicts = [...new Set(faults.map(({ verdict }) => verdict))];
  return verdicts.map((verdict) => {
    const own = faults.filter((fault) => fault.verdict === verdict);
    return faultText(verdict, own, telling, layout);
  });
}

/**
 * Whether a fault is only what is seen of another one: nothing but the wire shows it, and a line of the
 * configuration that keeps a handshake from its 101 is known.
 */
function isSeenOfAnother({ finding, proof }: Fault, faults: readonly Fault[]): boolean {
  if (isOfConfiguration(finding, proof) || !deniesUpgrade(finding.check)) return false;
  return faults.some(
    (other) =>
      other.finding.severity === 'error' &&
      deniesUpgrade(other.finding.check) &&
      isOfConfiguration(other.finding, other.proof),
  );
}

function headText(
  { nginx, url, scale, tookMs }: ProofContent,
  { columns, paint }: ProofLayout,
): string {
  const parts = [
    `nginx ${nginx}`,
    visible(url),
    ...(tookMs === undefined ? [] : [`${(tookMs / 1_000).toFixed(1)} s`]),
    ...(scale === 1 ? [] : [`time divided by ${scale.toLocaleString('en')}`]),
  ];
  let line = VERB;
  const lines: string[] = [];
  for (const part of parts) {
    if (line.length + part.length + 5 <= columns) line = `${line} · ${part}`;
    else {
      lines.push(`${line} ·`);
      line = `  ${part}`;
    }
  }
  const text = [...lines, line].map((one) => `  ${one}`).join('\n');
  return text.replace(VERB, paint('strong', VERB));
}

const VERB = 'fairlead prove';

function causeText(cause: string, { columns, paint }: ProofLayout): string {
  return wrap(visible(cause), Math.min(columns, WIDEST) - 2)
    .map((line) => `  ${paint('strong', line)}`)
    .join('\n');
}
