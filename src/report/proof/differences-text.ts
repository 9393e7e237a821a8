import type { Check } from '../../checks/check.ts';
import { wrap } from '../../text/wrap.ts';
import { WIDEST } from '../findings/finding-parts.ts';
import { grouped } from '../grouped.ts';
import { summaryText } from '../verdict-text.ts';
import { changedDefaults } from './changed-defaults.ts';
import { differencesAside, differencesTable } from './differences-table.ts';
import type { ProofLayout } from './fault-text.ts';
import { listed, sandboxNoteText } from './notes-text.ts';
import { faultBlocks } from './path-text.ts';
import { likeliestFaults } from './proof-cause.ts';
import { byNginx, type ProofContent, type ProofReport } from './proof-report.ts';
import { findingKey } from './same-finding.ts';
import { type Change, changesOf, type Difference, differencesOf } from './version-differences.ts';

/**
 * What other nginx than the oldest do: what they break and mend, each check that comes out differently
 * with what was seen, the defaults that explain it, and the faults that only they have.
 */
export function differencesText(
  report: ProofReport,
  told: Set<string>,
  layout: ProofLayout,
): string {
  const versions = byNginx(report.proofs);
  const [[oldest] = [''], ...others] = versions;
  const newest = others.at(-1)?.[0] ?? oldest;
  const differences = differencesOf(report.proofs);
  const sections = [
    changesOf(versions)
      .map((change) => changeText(change, oldest, layout))
      .join('\n'),
    differencesTable(differences, layout),
    differencesAside(differences, layout),
    reasonText(differences, report.checks, [oldest, newest], layout),
    ...others.map(([nginx]) => newFaultsText(nginx, report, told, layout)),
    newNotesText(report, oldest, layout),
    countsText(others, layout),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function changeText(
  { versions, breaks, mends }: Change,
  oldest: string,
  { columns, paint }: ProofLayout,
): string {
  const broken =
    breaks.length === 0
      ? 'nothing breaks that held'
      : `${breaks.join(', ')} ${verb(breaks, 'breaks', 'break')}`;
  const mended =
    mends.length === 0 ? [] : [`${mends.join(', ')} no longer ${verb(mends, 'fails', 'fail')}`];
  const text = `nginx ${versions.join(', ')} instead of ${oldest}: ${[broken, ...mended].join('; ')}`;
  const mark = breaks.length > 0 ? paint('bad', '✗') : paint('good', '✓');
  return wrap(text, Math.min(columns, WIDEST) - 4)
    .map((line, at) => `  ${at === 0 ? mark : ' '} ${paint('strong', line)}`)
    .join('\n');
}

function verb(names: readonly string[], one: string, many: string): string {
  return names.length === 1 ? one : many;
}

function reasonText(
  differences: readonly Difference[],
  checks: readonly Check[],
  [oldest, newest]: readonly [string, string],
  layout: ProofLayout,
): string {
  const differing = new Set(differences.map(({ check }) => check));
  const own = checks.filter(({ id }) => differing.has(id));
  const changed = changedDefaults(own, oldest, newest);
  if (changed.length === 0) return '';
  const title = layout.paint('quiet', 'why: defaults that changed between them');
  const rows = changed.map(({ directive, since, before, now }) =>
    listed(`${directive} is ${inWords(now)} since ${since}, ${inWords(before)} before`, layout),
  );
  return [`  ${title}`, ...rows].join('\n');
}

function inWords(value: string | undefined): string {
  return value?.replaceAll(' ; ', ' and ') ?? 'not set';
}

/** Faults that no nginx before it has. */
function newFaultsText(
  nginx: string,
  report: ProofReport,
  told: Set<string>,
  layout: ProofLayout,
): string {
  const proofs = report.proofs.filter((one) => one.nginx === nginx);
  const fresh = likeliestFaults(proofs, report.checks).filter(
    ({ finding }) => !told.has(findingKey(finding)),
  );
  if (fresh.length === 0) return '';
  const title = `  ${layout.paint('quiet', `only with nginx ${nginx}`)}`;
  return [title, ...faultBlocks(fresh, { report, told, cause: undefined }, layout)].join('\n\n');
}

function newNotesText({ unkept }: ProofReport, oldest: string, layout: ProofLayout): string {
  const known = new Set(
    unkept.find(({ nginx }) => nginx === oldest)?.notes.map((note) => sandboxNoteText(note)),
  );
  const rows = unkept
    .filter(({ nginx }) => nginx !== oldest)
    .flatMap(({ nginx, notes }) =>
      notes
        .filter((note) => !known.has(sandboxNoteText(note)))
        .map((note) => listed(`nginx ${nginx}: ${sandboxNoteText(note)}`, layout)),
    );
  return rows.join('\n');
}

/** How many of each there are, of every other nginx. */
function countsText(
  versions: readonly (readonly [nginx: string, proofs: readonly ProofContent[]])[],
  { paint }: ProofLayout,
): string {
  const counted = grouped(versions, ([, proofs]) =>
    summaryText(
      proofs.flatMap(({ checks }) => checks),
      paint,
    ),
  );
  return [...counted]
    .map(([counts, own]) => `  nginx ${own.map(([nginx]) => nginx).join(', ')}:${counts.slice(1)}`)
    .join('\n');
}
