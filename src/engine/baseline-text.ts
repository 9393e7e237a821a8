import type { BaselineEntry } from './baseline.ts';

/** Raised when an entry means something else than before. */
const VERSION = 1;

/** A baseline as a file: one entry a line, so that a diff of it can be read. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "fairlead-baseline": ${VERSION},\n  "findings": ${list}\n}\n`;
}

/** Reads one. Fails with a sentence where the text is none; `file` is its name for people. */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no baseline: ${error instanceof Error ? error.message : error}.`);
  }
  const { 'fairlead-baseline': version, findings } = Object(content);
  if (version !== VERSION || !Array.isArray(findings) || !findings.every(isEntry)) {
    throw new Error(
      `${file} is no baseline that can be read: expected what --update-baseline writes (version ${VERSION}).`,
    );
  }
  return findings;
}

function isEntry(one: unknown): one is BaselineEntry {
  const { check, file, where, line, count } = Object(one);
  const texts: readonly unknown[] = [check, file, where, line];
  return texts.every((text) => typeof text === 'string') && Number.isSafeInteger(count);
}
