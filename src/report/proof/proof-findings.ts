import { byPlace, type PlacedFinding } from '../../engine/placed-finding.ts';
import type { Finding, Verdict } from '../../engine/verdict.ts';
import type { FindingsReport } from '../findings/findings-report.ts';
import { byNginx, type ProofReport } from './proof-report.ts';
import { findingKey } from './same-finding.ts';
import { findingsOf } from './unexplained.ts';

/**
 * Proofs as the findings of a configuration, for reports that tell of files: each finding once, at the
 * user's own line, with its nginx where not every one has it. What has no place is told at the first
 * line of the main file.
 */
export function proofFindings(report: ProofReport): FindingsReport {
  const { proofs, checks, sources, pathOf, main } = report;
  const versions = [...byNginx(proofs).keys()];
  const undecided = (...outcomes: Verdict['outcome'][]): { check: string; why: string }[] => {
    const all = proofs
      .flatMap((proof) => proof.checks)
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ check, evidence }) => ({ check, why: evidence }));
    return [...new Map(all.map((one) => [`${one.check} ${one.why}`, one])).values()];
  };
  return {
    nginx: { version: versions.join(', '), by: 'given' },
    checks,
    paths: [...new Set(proofs.map(({ url }) => url))].map((url) => ({ url })),
    findings: foundBy(report, versions, main).toSorted(byPlace),
    suppressed: [],
    known: [],
    unknown: undecided('unknown', 'skipped'),
    broken: undecided('broken'),
    sources,
    pathOf,
  };
}

interface Found {
  readonly finding: Finding;
  readonly versions: Set<string>;
}

function foundBy(
  { proofs }: ProofReport,
  versions: readonly string[],
  main: string,
): PlacedFinding[] {
  const found = new Map<string, Found>();
  for (const proof of proofs) {
    const { nginx } = proof;
    for (const finding of findingsOf(proof)) {
      const key = findingKey(finding);
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, versions: new Set([nginx]) });
      else known.versions.add(nginx);
    }
  }
  return [...found.values()].map(({ finding, versions: own }) => {
    const { file, line, column, message } = finding;
    const isEverywhere = own.size === versions.length;
    return {
      ...finding,
      ...{ file: file ?? main, line: line ?? 1, column: column ?? 1 },
      message: isEverywhere ? message : `nginx ${[...own].join(', ')}: ${message}`,
    };
  });
}
