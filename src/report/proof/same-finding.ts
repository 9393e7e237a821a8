import type { Finding } from '../../engine/verdict.ts';

/** What makes a finding the same one at another URL, or in another run. */
export function findingKey({ check, severity, file, line, column, message }: Finding): string {
  return JSON.stringify([check, severity, file, line, column, withoutChance(message)]);
}

/** A text without what differs though it says the same: times, ids, private ports, nginx's own version. */
export function withoutChance(text: string): string {
  return text
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s|min|h)\b/g, 'TIME')
    .replace(/\[\d+\/[A-Z][a-z]{2}\/\d{4}:[^\]]*\]/g, 'DATE')
    .replace(/\b(?=[a-f]*\d)[0-9a-f]{12,}\b/g, 'ID')
    .replace(/\bnginx \d+\.\d+\.\d+/g, 'nginx VERSION')
    .replace(/(127\.0\.0\.1|\[::1\]):\d+/g, '$1:PORT');
}
