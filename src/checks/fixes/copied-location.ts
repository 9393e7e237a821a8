import type { Location } from '../../nginx/model/index.ts';
import { textOf } from './text-of.ts';

/** A location of another name with the lines of this one, but without those nested in it. */
export function copiedLocation({ placed }: Location, name: string): string | undefined {
  const lines = placed.directive.block?.children
    .filter((line) => line.name !== 'location')
    .map((line) => `    ${textOf(line)}`);
  return lines && `location ${name} {\n${lines.join('\n')}\n}`;
}
