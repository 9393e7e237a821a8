import type { Check } from '../../checks/check.ts';
import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { isAtLeast } from '../../engine/severity.ts';
import type { FailOn, FindingsReport } from './findings-report.ts';

/**
 * A test case for each check that holds, and one for each finding. Only what is at or above `failOn`
 * failed; JUnit knows no warning, so the rest is told as output. `name` is that of the suite.
 */
export function findingsJunit(report: FindingsReport, failOn: FailOn, name: string): string {
  const cases = report.checks.flatMap((check) => casesOf(check, report, failOn));
  const failed = report.findings.filter(({ severity }) => isAtLeast(severity, failOn)).length;
  const counts = {
    name,
    tests: cases.length,
    failures: failed,
    errors: report.broken.length,
    skipped: report.unknown.length,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes(counts)}>`,
    `  <testsuite ${attributes(counts)}>`,
    ...cases.map((one) => `    ${one}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ id, title }: Check, report: FindingsReport, failOn: FailOn): string[] {
  const of = <One extends { readonly check: string }>(all: readonly One[]): One[] =>
    all.filter(({ check }) => check === id);
  const found = of(report.findings).map((finding) => findingCase(finding, report, failOn));
  const unsure = of(report.unknown).map(({ why }, at) =>
    testCase(id, `${title}: not known${at === 0 ? '' : ` (${at + 1})`}`, element('skipped', why)),
  );
  const broken = of(report.broken).map(({ why }) =>
    testCase(id, title, element('error', 'the check broke', why)),
  );
  const cases = [...found, ...unsure, ...broken];
  return cases.length > 0 ? cases : [testCase(id, title, '')];
}

function findingCase(finding: PlacedFinding, report: FindingsReport, failOn: FailOn): string {
  const { check, severity, file, line, where, message, related, fix } = finding;
  const name = `${report.pathOf(file)}:${line} ${where}`;
  const lines = [
    `${report.pathOf(file)}:${line}: ${severity}: ${message}`,
    ...related.map((other) => `${report.pathOf(other.file)}:${other.line}: ${other.message}`),
    ...(fix === null ? [] : [`Fix: ${fix.title}`]),
  ];
  const text = lines.join('\n');
  const inner = isAtLeast(severity, failOn)
    ? element('failure', message, text, severity)
    : `<system-out>${escaped(text)}</system-out>`;
  return testCase(check, name, inner);
}

function testCase(check: string, name: string, inner: string): string {
  const head = `<testcase ${attributes({ classname: `fairlead.${check}`, name })}`;
  return inner === '' ? `${head}/>` : `${head}>${inner}</testcase>`;
}

function element(name: string, message: string, text?: string, type?: string): string {
  const head = `<${name} ${attributes({ message, ...(type && { type }) })}`;
  return text === undefined ? `${head}/>` : `${head}>${escaped(text)}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** XML 1.0, sections 2.2 and 2.4: some characters are written in another way, others never. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"\t\n\r]/g, (char) => ENTITIES[char] ?? char)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
