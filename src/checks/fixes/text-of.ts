import type { Directive } from '../../nginx/syntax/index.ts';

/** A directive as it is written, its block and its `;` included. */
export function textOf({ span, tree }: Directive): string {
  return tree.source.chars.slice(span.start, span.end);
}
