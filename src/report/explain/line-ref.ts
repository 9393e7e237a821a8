import { type Placed, placeOf } from '../../nginx/syntax/index.ts';

/** A line of the configuration; both null for a default of nginx. */
export interface LineRef {
  readonly file: string | null;
  readonly line: number | null;
}

export function lineRef(placed: Placed | undefined): LineRef {
  return placed === undefined ? { file: null, line: null } : lineOf(placed);
}

export function lineOf(placed: Placed): { readonly file: string; readonly line: number } {
  const { file, line } = placeOf(placed);
  return { file, line };
}
