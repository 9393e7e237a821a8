import type { FindingsLayout } from '../findings/finding-parts.ts';
import { summaryText } from '../verdict-text.ts';
import { differencesText } from './differences-text.ts';
import { notesText } from './notes-text.ts';
import { pathText } from './path-text.ts';
import { proofAdviceText } from './proof-advice-text.ts';
import { byNginx, type ProofReport } from './proof-report.ts';

/**
 * Proofs for people: for each URL the likeliest cause, the checks, and which backends it would work
 * with; then what is better otherwise, what the sandbox could not keep true, and how many of each.
 * Of more than one nginx the oldest is told whole, and of the others what differs.
 */
export function proofText(report: ProofReport, { columns, paint }: FindingsLayout): string {
  const idWidth = Math.max(...report.checks.map(({ id }) => id.length));
  const layout = { columns, paint, idWidth };
  const [[version, proofs] = ['', []], ...others] = byNginx(report.proofs);
  const told = new Set<string>();
  const verdicts = proofs.flatMap(({ checks }) => checks);
  const sections = [
    ...proofs.map((proof) => pathText(proof, proofs[0], report, told, layout)),
    proofAdviceText(proofs, report.checks, layout),
    notesText(report, version, layout),
    summaryText(verdicts, paint),
    others.length === 0 ? '' : differencesText(report, told, layout),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}
