import type { Severity } from '../../checks/check.ts';
import { wrap } from '../../text/wrap.ts';
import type { Tone } from '../paint.ts';
import type { FindingsLayout } from './finding-parts.ts';
import type { FindingsReport } from './findings-report.ts';

/** The line under all findings: how many of each, and of how much. */
export function summaryText(report: FindingsReport, { columns, paint }: FindingsLayout): string {
  const { findings } = report;
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const fixes = findings.filter(({ fix }) => fix?.safe === true).length;
  const part = (tone: Tone, severity: Severity, text: string): string[] =>
    count(severity) > 0 ? [paint(tone, text)] : [];
  const parts = [
    ...part('bad', 'error', plural(count('error'), 'error')),
    ...part('warn', 'warning', plural(count('warning'), 'warning')),
    ...part('quiet', 'advice', `${count('advice')} advice`),
    ...(fixes > 0 ? [paint('good', `${fixes} can be mended (--fix)`)] : []),
    ...asideOf(report).map((text) => paint('quiet', text)),
  ];
  const judged = wrap(`in ${judgedText(report)}`, columns - 2).map((line) => paint('quiet', line));
  return [parts.join(' · '), ...judged].map((line) => `  ${line}`).join('\n');
}

/** What a configuration without findings hears. */
export function cleanText(report: FindingsReport, { columns, paint }: FindingsLayout): string {
  const [first = '', ...rest] = wrap(`nothing found in ${judgedText(report)}`, columns - 4);
  const aside = asideOf(report);
  return [
    `  ${paint('good', '✓')} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...(aside.length > 0 ? [`    ${paint('quiet', aside.join(' · '))}`] : []),
  ].join('\n');
}

function asideOf({ suppressed, known }: FindingsReport): string[] {
  return [
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed by a comment`] : []),
    ...(known.length > 0 ? [`${known.length} known to the baseline`] : []),
  ];
}

function judgedText({ paths, checks, nginx }: FindingsReport): string {
  const version = `nginx ${nginx.version}${nginx.by === 'assumed' ? ' (assumed)' : ''}`;
  const by = `judged by ${plural(checks.length, 'check')} for ${version}`;
  if (paths.length === 0)
    return `a configuration in which no location of http proxies a WebSocket, ${by}`;
  const plain = paths.filter(({ url }) => /^https?:/i.test(url)).length;
  const sockets = paths.length - plain;
  const ofPlain = `${plural(plain, 'path')} of plain requests`;
  if (sockets === 0) return `${ofPlain} (URLs of WebSockets begin with ws: or wss:), ${by}`;
  const ofBoth = plain === 0 ? '' : ` and ${ofPlain}`;
  return `${plural(sockets, 'path')} that may carry WebSockets${ofBoth}, ${by}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
