/** A stretch of text from `start` up to, not including, `end`; offsets into the text, from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether `inner` lies within `outer`; the two may share their ends. */
export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * Whether two spans claim the same text. Spans that touch do not overlap; an empty one overlaps only
 * what it lies strictly inside of.
 */
export function overlaps(a: Span, b: Span): boolean {
  if (a.start === a.end && b.start === b.end) return false;
  return a.start < b.end && b.start < a.end;
}
