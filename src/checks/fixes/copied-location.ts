import type { Location } from '../../nginx/model/index.ts';

/** A location of another name with the lines of this one, but without those nested in it. */
export function copiedLocation({ placed }: Location, name: string): string | undefined {
  const { block, tree } = placed.directive;
  const lines = block?.children
    .filter((line) => line.name !== 'location')
    .map(({ span }) => `    ${tree.source.chars.slice(span.start, span.end)}`);
  return lines && `location ${name} {\n${lines.join('\n')}\n}`;
}
