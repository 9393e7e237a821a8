import type { FileFacts, FileKind } from '../nginx/model/index.ts';

/** What was asked of a disk, and what it answered: all that a sandbox needs to know of it. */
export interface RecordedFacts {
  readonly facts: FileFacts;
  readonly found: ReadonlyMap<string, FileKind>;
}

/** Keeps what a model asks of the disk while requests are traced. */
export function recordFacts(facts: FileFacts): RecordedFacts {
  const found = new Map<string, FileKind>();
  return {
    found,
    facts: (path) => {
      const kind = found.get(path) ?? facts(path);
      found.set(path, kind);
      return kind;
    },
  };
}
