import type { Directive } from '../../nginx/syntax/index.ts';

/** A word as nginx reads it back: quoted, with what would end the quotes escaped. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** What takes a directive's place where it is left out: its line breaks, so that lines keep their numbers. */
export function lineBreaksOf({ tree, span }: Directive): string {
  return tree.source.chars.slice(span.start, span.end).replace(/[^\n]+/g, '');
}
