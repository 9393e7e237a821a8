import { type JudgedText, judgeText } from '../engine/configuration.fixture.ts';
import { applyEdits } from '../text/edit.ts';
import type { Check } from './check.ts';

/** Lines at the levels of a small configuration with one socket location. */
export interface Lines {
  readonly http?: string;
  /** `listen 80;` and a name where left out. */
  readonly server?: string;
  /** `location /ws/` where left out. */
  readonly location?: string;
  /** Of that location, besides the two lines of the upgrade. */
  readonly lines?: string;
  /** Without a semicolon. */
  readonly pass?: string;
}

/** Each line of the location stands on a line of its own, so that findings tell them apart. */
export function textOf({
  http = '',
  server = 'listen 80; server_name a.test;',
  location = '/ws/',
  lines = '',
  pass = 'http://127.0.0.1:8080',
}: Lines): string {
  return `events {}
http {
${http}
server {
${server}
location ${location} {
proxy_pass ${pass};
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
${lines}
}
}
}`;
}

/** What a check finds, as `warning: proxy_set_header Host $host` (the line as it is written). */
export function found(check: Check, lines: Lines | string, options: JudgedText = {}): string[] {
  const text = typeof lines === 'string' ? lines : textOf(lines);
  const { findings, broken } = judgeText(text, { ...options, checks: [check] });
  if (broken.length > 0) throw new Error(broken.map(({ why }) => why).join('\n'));
  return findings.map(({ severity, at }) => {
    const { name, args } = at.directive;
    return [`${severity}:`, name, ...args.map(({ raw }) => raw)].join(' ');
  });
}

/** The text after the fixes of all findings of a check. */
export function fixed(check: Check, lines: Lines | string, options: JudgedText = {}): string {
  const text = typeof lines === 'string' ? lines : textOf(lines);
  const { findings } = judgeText(text, { ...options, checks: [check] });
  const edits = findings.flatMap(({ remedy }) => remedy?.edits ?? []);
  if (edits.length === 0) throw new Error(`${check.id} has no fix here.`);
  const outcome = applyEdits(
    text,
    edits.map(({ edit }) => edit),
  );
  if (!outcome.applied) throw new Error(outcome.message);
  return outcome.text;
}
