import type { NginxBinary } from '../../../src/nginx/process/index.ts';
import { missingModules } from './missing-modules.ts';
import type { ModelUnderTest } from './model-port.ts';
import type { FoundDifference } from './report.ts';
import { generateCase } from './run-model-differential.ts';
import { shrink } from './shrink.ts';
import { openSite } from './site.ts';

/** What was found, and what it was found with. */
export interface FoundInRun {
  readonly differences: readonly FoundDifference[];
  readonly requestsPer: number;
  readonly versions: readonly NginxBinary[];
  readonly model: ModelUnderTest;
}

/** Makes one difference of each field small, so many of them at most. */
export async function smallestDifferences(
  { differences, requestsPer, versions, model }: FoundInRun,
  most: number,
): Promise<FoundDifference[]> {
  const byField = new Map(differences.map((found) => [fieldsOf(found), found]));
  const site = await openSite();
  try {
    const small: FoundDifference[] = [];
    for (const found of [...byField.values()].slice(0, most)) {
      const nginx = versions.find(({ version }) => version === found.version);
      if (!nginx) continue;
      const missing = missingModules(nginx);
      const made = generateCase(found.seed, found.configuration, requestsPer, missing);
      const request = made.requests[found.request];
      if (!request) continue;
      const { body } = made.configuration;
      small.push(await shrink({ nginx, site, model, body, request, found }));
    }
    return small;
  } finally {
    await site.close();
  }
}

function fieldsOf({ differences }: FoundDifference): string {
  return differences.map(({ field }) => field).join(', ');
}
