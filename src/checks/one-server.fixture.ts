import { type JudgedText, judgeText } from '../engine/configuration.fixture.ts';
import type { Check } from './check.ts';

/** What a check finds in one text, as `line severity`, in the order of the lines. */
export function foundAt(check: Check, text: string, options: JudgedText = {}): string[] {
  const { findings, broken } = judgeText(text, { ...options, checks: [check] });
  if (broken.length > 0) throw new Error(JSON.stringify(broken));
  return findings.map(({ line, severity }) => `${line} ${severity}`);
}

/** The messages of what a check finds. */
export function messages(check: Check, text: string, options: JudgedText = {}): string[] {
  return judgeText(text, { ...options, checks: [check] }).findings.map(({ message }) => message);
}

/** A configuration with one server, made of its lines. The first of them stands in line 3. */
export function site(lines: string, before: string = ''): string {
  return `events {} http { ${before}\nserver { listen 80;\n${lines}\n} }`;
}

/** The lines that forward an upgrade, on one line. */
export const upgrade =
  'proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;';

/** The map that belongs to it. */
export const map = "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }";
