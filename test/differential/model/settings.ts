/** What a run of the differential is told by environment variables. */
export interface DifferentialSettings {
  readonly seed: number;
  /** Configurations for each version. */
  readonly configurations: number;
  /** The first of them: with one configuration, that which a report names. */
  readonly first: number;
}

/** Requests to each configuration; reports count them, so that it is the same in every run. */
export const REQUESTS_PER_CONFIGURATION = 80;

const FEW_PAIRS = 1_600;

/**
 * `FAIRLEAD_PAIRS` for each version, from `FAIRLEAD_SEED`; with `FAIRLEAD_CONFIGURATION` the one of
 * that number alone.
 */
export function readSettings(environment: NodeJS.ProcessEnv): DifferentialSettings {
  const pairs = Number(environment['FAIRLEAD_PAIRS'] ?? FEW_PAIRS);
  const seed = Number(environment['FAIRLEAD_SEED'] ?? 1);
  const only = environment['FAIRLEAD_CONFIGURATION'];
  if (only !== undefined) return { seed, configurations: 1, first: Number(only) };
  return { seed, configurations: Math.ceil(pairs / REQUESTS_PER_CONFIGURATION), first: 0 };
}
