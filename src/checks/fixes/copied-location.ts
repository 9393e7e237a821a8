import type { Location } from '../../nginx/model/index.ts';
import type { Directive } from '../../nginx/syntax/index.ts';
import { textOf } from './text-of.ts';

/**
 * A location of another name with the lines of this one, as `write` has them (as they are written, when
 * left out), but without locations that are nested in it.
 */
export function copiedLocation(
  { placed }: Location,
  name: string,
  write: (line: Directive) => string = textOf,
): string | undefined {
  const lines = placed.directive.block?.children
    .filter((line) => line.name !== 'location')
    .map((line) => `    ${write(line)}`);
  return lines && `location ${name} {\n${lines.join('\n')}\n}`;
}
