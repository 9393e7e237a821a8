import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';

/** What stands in the folder of a fix beside the copies: what was changed, and how to change it back. */
export const MANIFEST = 'manifest.json';

/** What a fix does, and what it needs to be undone. */
export interface Manifest {
  readonly format: 1;
  /** Names this fix, also in the names of temporary files. */
  readonly id: string;
  /** When it began, as ISO 8601. */
  readonly begun: string;
  /** The process that does it, as a run record has it. */
  readonly owner: { readonly pid: number; readonly start: string; readonly namespace: string };
  readonly files: readonly ManifestFile[];
  /** A file in the configuration's folder that is made while nginx tests the result. */
  readonly trial: string;
}

export interface ManifestFile {
  /** Where the text really is: absolute, without symbolic links. */
  readonly path: string;
  /** Name of the copy of the old text, in the same folder. */
  readonly copy: string;
  /** SHA-256 of the old text and of the new one. */
  readonly before: string;
  readonly after: string;
}

const manifestSchema: v.GenericSchema<unknown, Manifest> = v.object({
  format: v.literal(1),
  id: v.string(),
  begun: v.string(),
  owner: v.object({ pid: v.number(), start: v.string(), namespace: v.string() }),
  files: v.array(
    v.object({ path: v.string(), copy: v.string(), before: v.string(), after: v.string() }),
  ),
  trial: v.string(),
});

/** Fails where the folder is not one of a fix. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  try {
    return v.parse(manifestSchema, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read (${why}): name the backup folder of a fix.`);
  }
}

/** The new text of a file, beside it until it takes its place. */
export function stagedPath({ id }: Manifest, path: string): string {
  return beside(path, `${id}-new`);
}

/** The old file itself, by a second name until the fix is whole. */
export function keptPath({ id }: Manifest, path: string): string {
  return beside(path, `${id}-old`);
}

/** Hidden, so that no `include *` takes it for a part of the configuration. */
function beside(path: string, mark: string): string {
  return join(dirname(path), `.${basename(path)}.fairlead-${mark}`);
}
