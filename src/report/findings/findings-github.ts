import type { Severity } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import type { FindingsReport } from './findings-report.ts';

const COMMANDS: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  advice: 'notice',
};

/** Workflow commands of GitHub Actions, a line for each finding: they become annotations of the files. */
export function findingsGithub({ findings, broken, pathOf }: FindingsReport): string {
  const found = findings.map((finding) => annotation(finding, pathOf));
  const ours = broken.map(
    ({ check, why }) => `::error title=${property(`fairlead ${check} broke`)}::${data(why)}`,
  );
  return [...found, ...ours].map((line) => `${line}\n`).join('');
}

function annotation(finding: PlacedFinding, pathOf: FindingsReport['pathOf']): string {
  const { check, severity, file, line, column, message, related, fix } = finding;
  const properties = {
    file: pathOf(file),
    line: String(line),
    col: String(column),
    title: `${check}: ${finding.where}`,
  };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  const more = related.map((other) => `${other.file}:${other.line}: ${other.message}`);
  const text = [message, ...more, ...(fix === null ? [] : [`Fix: ${fix.title}`])].join('\n');
  return `::${COMMANDS[severity]} ${listed.join(',')}::${data(text)}`;
}

/** As the runner reads it back (`actions/toolkit`, `command.ts`). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
