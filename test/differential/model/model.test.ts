import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { candidates } from '../../nginx-versions.ts';
import { describeTotals } from './describe-totals.ts';
import type { ModelUnderTest } from './model-port.ts';
import { describeDifference } from './report.ts';
import { runDifferential } from './run-model-differential.ts';
import { REQUESTS_PER_CONFIGURATION, readSettings } from './settings.ts';
import { smallestDifferences } from './smallest-differences.ts';

const settings = readSettings(process.env);
const found = await candidates();
const versions = found.flatMap(({ nginx }) => (nginx ? [nginx] : []));
const missing = found.flatMap(({ version, reason }) => (reason ? [`${version}: ${reason}`] : []));
const isThere = existsSync(new URL('../../../src/nginx/model/trace.ts', import.meta.url));
const skipped = skipReason();

/** Unknown answers count as neither; more than these would make agreement cheap. */
const MOST_UNKNOWN = 0.02;
/** So many are gathered, and so many made small, where something is wrong. */
const MOST_DIFFERENCES = 40;
const MOST_SHOWN = 4;
/** Several times what a configuration takes with every version; shrinking comes on top. */
const LIMIT_MS = 300_000 + settings.configurations * 2_000;

test.skipIf(skipped !== undefined)(
  `the model and every nginx agree${skipped === undefined ? '' : ` (skipped: ${skipped})`}`,
  async () => {
    const { theModel: model }: { theModel: ModelUnderTest } = await import('./the-model.ts');
    const run = { ...settings, requestsPer: REQUESTS_PER_CONFIGURATION, versions, model };
    const totals = await runDifferential({ ...run, mostDifferences: MOST_DIFFERENCES });
    // Not silent: what could not be judged is listed with its reason.
    console.info([...missing, describeTotals(totals)].join('\n'));
    const { differences } = totals;
    const small = await smallestDifferences({ ...run, differences }, MOST_SHOWN);
    expect(small.map(describeDifference).join('\n\n')).toBe('');
    for (const { version, unknownPairs, ...rest } of totals.versions) {
      const { pairs, unobserved, refused, configurations } = rest;
      expect(unknownPairs, `unknown with ${version}`).toBeLessThanOrEqual(pairs * MOST_UNKNOWN);
      expect(unobserved.length, `not seen with ${version}`).toBeLessThanOrEqual(pairs / 1_000);
      expect(refused.size, `refused by ${version}`).toBeLessThanOrEqual(configurations / 50);
    }
  },
  LIMIT_MS,
);

function skipReason(): string | undefined {
  if (!isThere) return 'model not there yet';
  return versions.length === 0 ? missing.join('; ') : undefined;
}
