import type { PlacedFinding } from '../../engine/placed-finding.ts';
import { visible } from '../../text/visible.ts';
import { type FindingsLayout, fixLines, headText, paragraph } from './finding-parts.ts';

/** Places that are named where one piece of advice holds for many. */
const MOST_PLACES = 3;

/** Advice of one check: said once, with the other places for which it holds, and without the lines. */
export function adviceText(findings: readonly PlacedFinding[], layout: FindingsLayout): string[] {
  const [first, ...rest] = findings;
  if (first === undefined) return [];
  const shown = rest.slice(0, MOST_PLACES).map(({ file, line }) => visible(`${file}:${line}`));
  const left = rest.length - shown.length;
  const places = [...shown, ...(left > 0 ? [`${left} more`] : [])];
  const also =
    places.length === 0
      ? []
      : paragraph(`Likewise at ${inWords(places)}.`, layout).map((line) =>
          layout.paint('quiet', line),
        );
  return [
    headText(first, layout),
    ...paragraph(first.message, layout),
    ...also,
    ...fixLines(first.fix, layout),
  ];
}

function inWords(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}
