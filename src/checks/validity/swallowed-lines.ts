import { formsOf } from '../../nginx/catalog/index.ts';
import { isIn } from '../../nginx/catalog/presence.ts';
import type { Refusal } from '../../nginx/model/refusals.ts';
import { lineStarts, type MissingSemicolons, missingBefore } from './missing-semicolons.ts';

/**
 * Lines that a refused directive has swallowed, as the `;` before them is missing: words that begin a
 * line, and that are directives which may stand there.
 */
export function swallowedLines(
  { code, placed, context }: Refusal,
  version: string,
): MissingSemicolons | undefined {
  // The others are refused for their name or their place, however they end.
  if (code !== 'argument-count' && code !== 'block-unexpected') return undefined;
  const { args } = placed.directive;
  const starts = lineStarts(placed).filter((index) => {
    const word = args[index];
    return (
      word !== undefined &&
      !word.quoted &&
      formsOf(word.value).some((form) => form.contexts.includes(context) && isIn(form, version))
    );
  });
  return missingBefore(placed, starts);
}
