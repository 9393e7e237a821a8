import type { FileCopy, Line } from './line.ts';
import { quoted } from './private-text.ts';
import type { Rewriting } from './rewriting.ts';

/** Leads an `include` to the private copies of what it brings, and says what it does not bring. */
export function rewriteInclude(
  line: Line,
  into: Rewriting,
  placeOf: (copy: FileCopy) => string,
): void {
  const { included, directive, file } = line;
  const text = included.map((copy) => `include ${quoted(placeOf(copy))};`).join(' ');
  into.replaceDirective(line, text);
  const { start } = directive.span;
  const faults = into.model.configuration.problems.filter(
    ({ severity, span, file: at }) => severity === 'error' && at === file && span?.start === start,
  );
  for (const { message } of faults) into.note(line, `Left out of the sandbox: ${message}`);
}
