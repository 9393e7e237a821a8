import type { Finding } from '../../engine/verdict.ts';
import type { FindingsReport } from './findings-report.ts';

/** One JSON object with a line end: the contract of `check`, to which fields may be added. */
export function findingsJson(report: FindingsReport): string {
  const { nginx, checks, paths, suppressed, known, unknown, broken } = report;
  const content = {
    nginx: nginx.version,
    findings: report.findings.map(bare),
    unknown,
    broken,
    suppressed: suppressed.map(({ finding, reason }) => ({ ...bare(finding), reason })),
    known: known.map(bare),
    checks: checks.map(({ id }) => id),
    paths: paths.map(({ url }) => url),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A finding as the contract has it, without what else it may carry with it. */
export function bare<One extends Finding>({
  check,
  severity,
  file,
  line,
  column,
  where,
  message,
  related,
  fix,
}: One): Pick<One, keyof Finding> {
  return { check, severity, file, line, column, where, message, related, fix };
}
