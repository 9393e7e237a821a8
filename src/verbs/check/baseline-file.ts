import { readFileSync } from 'node:fs';
import type { BaselineEntry } from '../../engine/baseline.ts';
import { parseBaseline } from '../../engine/baseline-text.ts';

/** Reads a baseline. Fails with a sentence where it is not there, or is none. */
export function readBaseline(file: string): readonly BaselineEntry[] {
  return parseBaseline(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The baseline ${file} cannot be read (${why}): --update-baseline writes it.`);
  }
}
