import { expect } from 'vitest';
import { type JudgedText, judgeText } from '../engine/configuration.fixture.ts';
import type { ConfigFinding } from '../engine/judge-configuration.ts';
import { applyEdits, type Edit } from '../nginx/syntax/index.ts';
import type { Check } from './check.ts';

/** What a test judges: a text, or files by name. */
export type Content = string | Readonly<Record<string, string>>;

/** Lines of a server that listens on port 80, with the map for `Connection` in front of it. */
export function inServer(lines: string): string {
  return `events {}
http {
    map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
    server {
        listen 80;
        server_name a.example;
${lines}
    }
}
`;
}

/** The lines that pass an upgrade on. */
export const UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;';

/** What one check finds. */
export function findingsOf(
  check: Check,
  content: Content,
  options: Omit<JudgedText, 'checks'> = {},
): readonly ConfigFinding[] {
  const { findings, broken } = judgeText(content, { ...options, checks: [check] });
  expect(broken).toEqual([]);
  return findings;
}

/** The severity and the line of each finding, such as `error 7`. */
export function placesOf(findings: readonly ConfigFinding[]): string[] {
  return findings.map(({ severity, file, line }) =>
    file === 'nginx.conf' ? `${severity} ${line}` : `${severity} ${file}:${line}`,
  );
}

/** The one finding of a check in a text, and the text with its fix applied. */
export function mended(
  check: Check,
  content: Content,
  options: Omit<JudgedText, 'checks'> = {},
): Readonly<Record<string, string>> {
  const findings = findingsOf(check, content, options);
  expect(findings).toHaveLength(1);
  const remedy = findings[0]?.remedy;
  if (remedy === undefined) throw new Error('The finding has no fix.');
  const changed: Record<string, string> = {};
  const edits = new Map<ConfigFinding['at']['file'], Edit[]>();
  for (const { file, edit } of remedy.edits) edits.set(file, [...(edits.get(file) ?? []), edit]);
  for (const [file, own] of edits) {
    const outcome = applyEdits(file.source.chars, own);
    if (!outcome.applied) throw new Error(outcome.message);
    changed[file.name] = outcome.text;
  }
  const before = typeof content === 'string' ? { 'nginx.conf': content } : content;
  const after = { ...before, ...changed };
  // A fix that leaves its finding mends nothing.
  expect(placesOf(findingsOf(check, after, options))).toEqual([]);
  return changed;
}
