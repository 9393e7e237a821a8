/**
 * A process of its own that writes files as a fix does, or undoes a fix that was cut short. Takes a
 * `Job` as JSON on its standard input; prints a `Report` as JSON, unless it is killed before.
 */

import { readFileSync } from 'node:fs';
import { recoverFix } from '../../src/verbs/fix/pending-fix.ts';
import { writeFiles } from '../../src/verbs/fix/write-files.ts';
import { steps } from './killing-fs.ts';

/** What the process is to do. */
export interface Job {
  /** Of the configuration. */
  readonly folder: string;
  /** The texts to write; undefined where a fix is to be undone. */
  readonly texts?: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** What came of it. */
export type Report =
  | { readonly steps: number; readonly result: unknown }
  | { readonly steps: number; readonly error: string };

const { folder, texts } = JSON.parse(readFileSync(0, 'utf8')) as Job;

function report(result: Report): void {
  process.stdout.write(JSON.stringify(result));
}

try {
  const result =
    texts === undefined
      ? await recoverFix(folder)
      : await writeFiles(
          texts.map(({ path, before, after }) => ({
            path,
            before: Buffer.from(before),
            after: Buffer.from(after),
          })),
          { folder },
        );
  report({ steps: steps(), result: result ?? null });
} catch (error) {
  report({ steps: steps(), error: error instanceof Error ? error.message : String(error) });
}
