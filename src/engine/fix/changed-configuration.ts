import { type Configuration, type LoadedFile, load } from '../../nginx/syntax/index.ts';
import { textFiles } from '../../nginx/syntax/object-files.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import type { SourceText } from '../../text/source-text.ts';
import { OffsetMap } from './offset-map.ts';

/** Which file a path of the configuration leads to: several may be links to one. */
export type Identify = (path: string) => string;

/** A configuration before edits and after them. */
export interface ConfigurationChange {
  readonly before: Configuration;
  /** Read again. */
  readonly after: Configuration;
  /** For each path whose text is another now. */
  readonly moves: ReadonlyMap<string, OffsetMap>;
  readonly identify: Identify;
}

/**
 * Makes the edits and reads the whole configuration again, all from memory, so that nothing which
 * happens on a disk meanwhile has a part in it.
 */
export function changeConfiguration(
  before: Configuration,
  edits: ReadonlyMap<LoadedFile, readonly Edit[]>,
  identify: Identify,
): ConfigurationChange | { readonly conflict: string } {
  const { main, files } = before;
  const byIdentity = new Map<string, Edit[]>();
  for (const [{ path }, wanted] of edits) {
    const identity = identify(path);
    byIdentity.set(identity, withFresh(byIdentity.get(identity) ?? [], wanted));
  }
  const moves = new Map<string, OffsetMap>();
  const texts = new Map<string, SourceText>();
  for (const { path, source, name } of files) {
    const own = byIdentity.get(identify(path));
    const outcome = applyEdits(source.chars, own ?? []);
    if (!outcome.applied) return { conflict: `${name}: ${outcome.message}` };
    if (own !== undefined) moves.set(path, new OffsetMap(own));
    texts.set(path, own === undefined ? source : source.with(outcome.text));
  }
  const after = load(main?.path ?? '', { files: textFiles(texts) });
  return { before, after, moves, identify };
}

/** One file under two names gets what is asked for under either, once. */
function withFresh(known: readonly Edit[], wanted: readonly Edit[]): Edit[] {
  return [...known, ...wanted.filter((edit) => !known.some((one) => isSameEdit(one, edit)))];
}

export function isSameEdit(one: Edit, other: Edit): boolean {
  return (
    one.span.start === other.span.start &&
    one.span.end === other.span.end &&
    one.text === other.text
  );
}
