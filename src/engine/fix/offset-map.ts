import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';

/** An edit, and where its text stands when all edits of its file are made. */
export interface LandedEdit {
  readonly edit: Edit;
  readonly after: Span;
}

/** Where things of a text are to be found after edits. */
export class OffsetMap {
  readonly landed: readonly LandedEdit[];

  /** `edits` in the order in which they are handed to `applyEdits`. */
  constructor(edits: readonly Edit[]) {
    const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    let shift = 0;
    this.landed = sorted.map((edit) => {
      const start = edit.span.start + shift;
      shift += edit.text.length - (edit.span.end - edit.span.start);
      return { edit, after: { start, end: start + edit.text.length } };
    });
  }

  /** Where what began at `offset` begins now; of something that was replaced, where its successor begins. */
  after(offset: number): number {
    let shift = 0;
    for (const { edit, after } of this.landed) {
      const { start, end } = edit.span;
      if (start > offset) break;
      if (end > offset) return after.start;
      shift += edit.text.length - (end - start);
    }
    return offset + shift;
  }
}
