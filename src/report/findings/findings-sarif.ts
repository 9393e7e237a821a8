import type { Check, Severity } from '../../checks/check.ts';
import { fingerprint } from '../../engine/baseline.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import type { FindingsReport } from './findings-report.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** SARIF 2.1.0, section 3.27.10. */
const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', advice: 'note' };

/** A log of SARIF 2.1.0 (OASIS) with one run, and a line end. */
export function findingsSarif(report: FindingsReport, toolVersion: string): string {
  const { checks, findings, suppressed } = report;
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'fairlead', version: toolVersion, rules: checks.map(ruleOf) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder in which fairlead ran.' } },
        },
        invocations: [
          { executionSuccessful: report.broken.length === 0, ...notificationsOf(report) },
        ],
        results: [
          ...findings.map((finding) => resultOf(finding, report)),
          ...suppressed.map(({ finding, reason }) => ({
            ...resultOf(finding, report),
            suppressions: [{ kind: 'inSource', justification: reason }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ id, title, why, bad, good, severity }: Check): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nBad:\n${bad}\n\nGood:\n${good}`,
      markdown: `${why}\n\nBad:\n\`\`\`nginx\n${bad}\n\`\`\`\n\nGood:\n\`\`\`nginx\n${good}\n\`\`\``,
    },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(finding: PlacedFinding, { checks, sources, pathOf }: FindingsReport): object {
  const { check, severity, file, line, column, where, message, related, fix } = finding;
  const ruleIndex = checks.findIndex(({ id }) => id === check);
  return {
    ruleId: check,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVELS[severity],
    message: { text: fix === null ? message : `${message}\nFix: ${fix.title}.` },
    locations: [
      {
        physicalLocation: physicalLocation(pathOf(file), { startLine: line, startColumn: column }),
        logicalLocations: [{ fullyQualifiedName: where }],
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        message: { text: other.message },
        physicalLocation: physicalLocation(pathOf(other.file), { startLine: other.line }),
      })),
    }),
    partialFingerprints: { 'fairlead/v1': fingerprint(finding, sources) },
  };
}

function physicalLocation(path: string, region: object): object {
  // An absolute path has no base (section 3.4.4).
  const artifactLocation = path.startsWith('/')
    ? { uri: `file://${uriPath(path)}` }
    : { uri: uriPath(path), uriBaseId: '%SRCROOT%' };
  return { artifactLocation, region };
}

function uriPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** What no result tells: checks that could not tell, and ours that broke. */
function notificationsOf({ unknown, broken }: FindingsReport): object {
  const notification = (level: string, { check, why }: FindingsReport['unknown'][number]) => ({
    level,
    associatedRule: { id: check },
    message: { text: why },
  });
  const all = [
    ...unknown.map((one) => notification('note', one)),
    ...broken.map((one) => notification('error', one)),
  ];
  return all.length === 0 ? {} : { toolExecutionNotifications: all };
}
