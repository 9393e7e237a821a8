import type { Directive, LoadedFile } from '../../nginx/syntax/index.ts';

/**
 * A file as it is read at one kind of place. One that is included at several kinds has a copy for each,
 * since the same words mean something else there: what is an entry of a `map` at one place may write a
 * log at another.
 */
export interface FileCopy {
  /** Unique among the copies of a sandbox, from 0: the main file's. */
  readonly index: number;
  readonly file: LoadedFile;
  /** Among entries, such as those of a `map`. */
  readonly isTable: boolean;
  readonly isStream: boolean;
  /** The first `include` that brings it; undefined for the main file. */
  readonly includedBy: PlacedIn | undefined;
}

/** A directive in a copy. */
export interface PlacedIn {
  readonly copy: FileCopy;
  readonly directive: Directive;
}

/** A directive as it is rewritten. */
export interface Line extends PlacedIn {
  readonly file: LoadedFile;
  /** Whether it stands in `stream`. */
  readonly isStream: boolean;
  /** What an `include` brings, in nginx's order. */
  readonly included: readonly FileCopy[];
}

/** The block that a directive stands in, also where it is the include that stands there. */
export function ownerOf({ copy, directive }: PlacedIn): PlacedIn | undefined {
  const { owner } = directive.parent;
  if (owner !== undefined) return { copy, directive: owner };
  return copy.includedBy && ownerOf(copy.includedBy);
}
