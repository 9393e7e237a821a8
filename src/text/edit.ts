import type { Span } from './span.ts';
import { overlaps } from './span.ts';

/** A change to a text, as data: what stands in `span` becomes `text`. An empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export type EditOutcome =
  | { readonly applied: true; readonly text: string }
  | {
      readonly applied: false;
      readonly conflict: readonly [Edit, Edit];
      readonly message: string;
    };

/**
 * Applies edits whose spans are offsets into `text` as it stands now, in any order; insertions at one
 * place keep the order they are given in. Edits that overlap are refused with both named, not merged:
 * two fixes that claim the same bytes do not know of each other.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditOutcome {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let done = 0;
  let furthest: Edit | undefined;
  for (const edit of sorted) {
    requireInside(edit, text.length);
    if (furthest !== undefined && overlaps(furthest.span, edit.span)) {
      return {
        applied: false,
        conflict: [furthest, edit],
        message: conflictMessage(furthest, edit),
      };
    }
    pieces.push(text.slice(done, edit.span.start), edit.text);
    done = edit.span.end;
    furthest = edit;
  }
  pieces.push(text.slice(done));
  return { applied: true, text: pieces.join('') };
}

function requireInside({ span }: Edit, length: number): void {
  if (0 <= span.start && span.start <= span.end && span.end <= length) return;
  throw new RangeError(
    `An edit covers ${span.start} to ${span.end}, but the text has ${length} characters; was it made for another text?`,
  );
}

function conflictMessage(a: Edit, b: Edit): string {
  return `Two edits claim the same text: ${describe(a)}, and ${describe(b)}. Apply one, read again, then make the other.`;
}

function describe({ span, text }: Edit): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `${span.start} to ${span.end} becoming ${JSON.stringify(shown)}`;
}
