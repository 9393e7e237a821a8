import type { DifferentialTotals } from './run-model-differential.ts';

/** What came of a run, a few lines for each version. */
export function describeTotals({ versions, differences, ms }: DifferentialTotals): string {
  const all = versions.reduce((sum, { pairs }) => sum + pairs, 0);
  const lines = versions.flatMap((totals) => {
    const { version, pairs, configurations, refused, unobserved, unknownPairs, unknown } = totals;
    const refusals = sum(refused);
    const found = differences.filter((one) => one.version === version).length;
    return [
      `${version}: ${pairs} pairs, ${found} differ, ${share(unknownPairs, pairs)} unknown; ` +
        `${share(refusals, configurations)} of ${configurations} configurations refused`,
      ...inOrder(refused).map(([why, times]) => `  ${times} × refused: ${why}`),
      ...inOrder(unknown).map(([why, times]) => `  ${times} × unknown: ${why}`),
      ...unobserved.map((request) => `  no whole answer or no log line: ${request}`),
    ];
  });
  const rate = Math.round((all / ms) * 1000);
  return [...lines, `${all} pairs in ${Math.round(ms / 1000)} s, ${rate}/s`].join('\n');
}

/** How many reasons are listed. */
const MOST_REASONS = 12;

function inOrder(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_REASONS);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 0 : ((part / whole) * 100).toFixed(2)} %`;
}
