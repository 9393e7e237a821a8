import type { Placed, Span } from '../../nginx/syntax/index.ts';
import type { Fix } from '../configuration.ts';

/** A directive that goes on over lines which are directives of their own. */
export interface MissingSemicolons {
  /** The word behind which the first `;` is missing. */
  readonly span: Span;
  /** Counted from 1. */
  readonly line: number;
  /** Puts them there. Nothing else changes, as nothing ran without them. */
  readonly fix: Fix;
}

/** Which arguments of a directive are the first words of their lines, by place. */
export function lineStarts({ directive, file }: Placed): number[] {
  const { chars } = file.source;
  let { end } = directive.nameSpan;
  const found: number[] = [];
  for (const [index, { span }] of directive.args.entries()) {
    if (chars.slice(end, span.start).includes('\n')) found.push(index);
    end = span.end;
  }
  return found;
}

/** A `;` is missing in front of each of these arguments; undefined where there are none. */
export function missingBefore(
  { directive, file }: Placed,
  starts: readonly number[],
): MissingSemicolons | undefined {
  const words = starts.map((index) => directive.args[index - 1]?.span ?? directive.nameSpan);
  const [span] = words;
  if (span === undefined) return undefined;
  const { line } = file.source.position(span.start);
  const edits = words.map(({ end }) => ({ file, edit: { span: { start: end, end }, text: ';' } }));
  return { span, line, fix: { title: `End line ${line} with ";"`, safe: true, edits } };
}
