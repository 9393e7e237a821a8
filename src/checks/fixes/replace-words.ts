import { type Placed, replaceArgument } from '../../nginx/syntax/index.ts';
import type { FileEdit } from '../configuration.ts';

/** Replaces what matches in each argument of a directive; an argument of which nothing is left goes. */
export function replaceWords(
  { directive, file }: Placed,
  replacements: readonly (readonly [pattern: RegExp, by: string])[],
): FileEdit[] {
  const edits: FileEdit[] = [];
  let end = directive.nameSpan.end;
  for (const argument of directive.args) {
    const text = replacements.reduce(
      (before, [pattern, by]) => before.replace(pattern, by),
      argument.raw,
    );
    if (text === '') {
      edits.push({ file, edit: { span: { start: end, end: argument.span.end }, text } });
    } else if (text !== argument.raw) {
      for (const edit of replaceArgument(directive.tree, argument, text))
        edits.push({ file, edit });
    }
    end = argument.span.end;
  }
  return edits;
}
