import { readFile } from 'node:fs/promises';
import { readRange, sizeOf } from './file-range.ts';
import { pollUntil } from './poll-until.ts';

/** As much of a log's end as holds the newest lines. */
const TAIL_BYTES = 256 * 1024;
/** nginx writes a line at once when its request ends. */
const WITHIN_MS = 2_000;

/** The newest line of a log that holds the text, waited for up to two seconds; null where none comes. */
export async function newestLine(file: string, text: string): Promise<string | null> {
  const line = await pollUntil(async () => {
    const size = await sizeOf(file);
    const tail = size === 0 ? '' : await readRange(file, Math.max(0, size - TAIL_BYTES), size);
    return tail.split('\n').findLast((one) => one.includes(text));
  }, WITHIN_MS);
  return line ?? null;
}

/** The lines of a log that hold the text, as they are now; none where there is no such file. */
export async function linesWith(file: string, text: string): Promise<string[]> {
  const whole = await readFile(file, 'utf8').catch(() => '');
  return whole.split('\n').filter((line) => line.includes(text));
}
