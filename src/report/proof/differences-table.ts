import { visible } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import { WIDEST } from '../findings/finding-parts.ts';
import { grouped } from '../grouped.ts';
import { markOf } from '../verdict-text.ts';
import type { ProofLayout } from './fault-text.ts';
import { type Difference, isDecided, kindOf } from './version-differences.ts';

/** The checks whose verdicts differ, with what each nginx showed; alike at several URLs, once. */
export function differencesTable(
  all: readonly Difference[],
  { columns, paint }: ProofLayout,
): string {
  const told = [
    ...grouped(
      all.filter((one) => kindOf(one) === 'verdict'),
      sameness,
    ).values(),
  ];
  const differences = told.flatMap(([first]) => first ?? []);
  const labels = differences.flatMap(({ groups }) => groups.map(labelOf));
  const width = Math.max(0, ...labels.map(({ length }) => length));
  const indent = ' '.repeat(width + 8);
  return differences
    .flatMap(({ url, check, groups }) => {
      const isAmbiguous = differences.filter((one) => one.check === check).length > 1;
      const rows = groups.map((group) => {
        const [mark, tone] = markOf(group.verdict);
        const seen = wrap(visible(group.verdict.evidence), columns - indent.length);
        return `    ${paint(tone, mark)} ${labelOf(group).padEnd(width)}  ${seen.join(`\n${indent}`)}`;
      });
      return [`  ${paint('strong', check)}${isAmbiguous ? `  ${visible(url)}` : ''}`, ...rows];
    })
    .join('\n');
}

function sameness({ check, groups }: Difference): string {
  return JSON.stringify([check, groups.map((one) => [one.versions, markOf(one.verdict)])]);
}

function labelOf({ versions }: Difference['groups'][number]): string {
  return versions.join(', ');
}

/** What follows from the rest, and is only named. */
export function differencesAside(
  all: readonly Difference[],
  { columns, paint }: ProofLayout,
): string {
  const named = (differences: readonly Difference[]): string =>
    [...new Set(differences.map(({ check }) => check))].join(', ');
  const judged = grouped(
    all.filter((one) => kindOf(one) === 'judged'),
    ({ groups }) =>
      groups
        .filter(({ verdict }) => isDecided(verdict))
        .map(labelOf)
        .join(', '),
  );
  const seen = all.filter((one) => kindOf(one) === 'evidence');
  const lines = [
    ...[...judged].map(([versions, own]) => `only judged with ${versions}: ${named(own)}`),
    ...(seen.length > 0 ? [`seen differently, with the same verdict: ${named(seen)}`] : []),
  ];
  return lines
    .flatMap((line) => wrap(line, Math.min(columns, WIDEST) - 4))
    .map((line) => `  ${paint('quiet', line)}`)
    .join('\n');
}
