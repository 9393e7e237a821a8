import type { Level } from '../../nginx/model/index.ts';
import { type Placed, replaceDirective } from '../../nginx/syntax/index.ts';
import type { FileEdit } from '../configuration.ts';
import { bringerOf } from './place.ts';
import { textOf } from './text-of.ts';

/**
 * Writes the lines of a snippet out where a level includes it, some of them changed, or left out where they
 * are changed to nothing: a snippet that others include as well stays as it is. Undefined where it holds
 * blocks.
 */
export function withoutSnippet(
  level: Level,
  include: Placed,
  change: (line: Placed) => string | undefined,
): FileEdit[] | undefined {
  const lines = level.lines.filter((line) => bringerOf(level, line) === include);
  if (lines.some(({ directive }) => directive.block !== undefined)) return undefined;
  const texts = lines.map((line) => change(line) ?? textOf(line.directive));
  const text = texts.filter((one) => one !== '').join('\n');
  return replaceDirective(include.directive, text).map((edit) => ({ file: include.file, edit }));
}
