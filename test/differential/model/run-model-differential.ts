import type { NginxBinary } from '../../../src/nginx/process/index.ts';
import { partSeed, seededChance } from './chance.ts';
import { askAndCompare } from './compare.ts';
import { generateConfiguration } from './generate-configuration.ts';
import { type GeneratedRequest, generateRequest } from './generate-request.ts';
import { type MissingModules, missingModules } from './missing-modules.ts';
import type { ModelUnderTest, TestRequest } from './model-port.ts';
import type { FoundDifference } from './report.ts';
import { type Pair, runConfiguration } from './run-configuration.ts';
import { openSite, type Site } from './site.ts';

/** What is run. */
export interface DifferentialOptions {
  readonly seed: number;
  /** How many configurations each version gets. */
  readonly configurations: number;
  readonly requestsPer: number;
  readonly versions: readonly NginxBinary[];
  /** Left out, nginx alone is run. */
  readonly model?: ModelUnderTest | undefined;
  /** The first configuration; those before it are left out. */
  readonly first?: number;
  /** After so many differences the run ends. */
  readonly mostDifferences?: number;
  /** Is told each request and what became of it. */
  readonly onPair?: (pair: Pair, version: string) => void;
}

/** What came of one version. */
export interface VersionTotals {
  readonly version: string;
  /** Requests that were sent to an nginx. */
  pairs: number;
  configurations: number;
  /** Configurations that nginx refused: how often for which reason. */
  readonly refused: Map<string, number>;
  /** Requests without a whole answer, or without a line in the log; each is a fault of the harness. */
  readonly unobserved: string[];
  /** Pairs for which the model could not tell everything. */
  unknownPairs: number;
  /** How often for which reason. */
  readonly unknown: Map<string, number>;
  /** Busy time of all sites together. */
  ms: number;
}

/** What came of a run. */
export interface DifferentialTotals {
  readonly versions: readonly VersionTotals[];
  readonly differences: readonly FoundDifference[];
  readonly ms: number;
}

/** How many nginx run at a time: while one starts, others are asked. */
const SITES = 4;

/** Runs random requests against random configurations, in the model and in every nginx. */
export async function runDifferential(options: DifferentialOptions): Promise<DifferentialTotals> {
  const start = performance.now();
  const differences: FoundDifference[] = [];
  const totals = options.versions.map(({ version }) => newTotals(version));
  const first = options.first ?? 0;
  const jobs = Array.from({ length: options.configurations }, (_, index) => first + index).flatMap(
    (index) => options.versions.map((nginx, at) => ({ index, nginx, totals: totals[at] })),
  );
  const next = jobs.values();
  await Promise.all(
    Array.from({ length: SITES }, async () => {
      const site = await openSite();
      try {
        for (const job of next) {
          if (differences.length >= (options.mostDifferences ?? Number.POSITIVE_INFINITY)) return;
          if (job.totals)
            await runOne(options, job.index, job.nginx, site, job.totals, differences);
        }
      } finally {
        await site.close();
      }
    }),
  );
  return { versions: totals, differences, ms: performance.now() - start };
}

/** The configuration of a run by its number, and the requests to it. */
export function generateCase(
  seed: number,
  index: number,
  requestsPer: number,
  missing: MissingModules,
): { configuration: ReturnType<typeof generateConfiguration>; requests: GeneratedRequest[] } {
  const own = partSeed(seed, index);
  const configuration = generateConfiguration(own, missing);
  const chance = seededChance(partSeed(own, 1));
  const requests = Array.from({ length: requestsPer }, () =>
    generateRequest(chance, configuration),
  );
  return { configuration, requests };
}

async function runOne(
  { seed, requestsPer, model, onPair }: DifferentialOptions,
  index: number,
  nginx: NginxBinary,
  site: Site,
  totals: VersionTotals,
  differences: FoundDifference[],
): Promise<void> {
  const start = performance.now();
  const { version } = nginx;
  const { configuration, requests } = generateCase(seed, index, requestsPer, missingModules(nginx));
  const result = await runConfiguration({ nginx, site, body: configuration.body, requests });
  totals.ms += performance.now() - start;
  totals.configurations += 1;
  if (result.refused !== undefined) return count(totals.refused, result.refused);
  for (const [at, pair] of result.pairs.entries()) {
    totals.pairs += 1;
    onPair?.(pair, version);
    const { request: sent, observed } = pair;
    if (!observed) {
      const request = describeRequest(sent);
      totals.unobserved.push(`configuration ${index}, request ${at}: ${request}`);
    }
    if (!model || !observed) continue;
    const { files } = result;
    const compared = askAndCompare({ model, files, version, request: sent, observed });
    if (compared.differences.length > 0) {
      const place = { seed, configuration: index, request: at, version };
      differences.push({ ...place, files, sent, observed, differences: compared.differences });
    } else if (compared.unknown.length > 0) {
      totals.unknownPairs += 1;
      for (const why of new Set(compared.unknown)) count(totals.unknown, why);
    }
  }
}

function describeRequest({ method, target, client, listener }: TestRequest): string {
  return `${method} ${target} from ${client} to ${listener.address}:${listener.port}`;
}

function newTotals(version: string): VersionTotals {
  const counts = { pairs: 0, configurations: 0, unknownPairs: 0, ms: 0 };
  return { version, ...counts, refused: new Map(), unobserved: [], unknown: new Map() };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
