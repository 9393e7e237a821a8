// `npm run differential`: as `npm test` does it, but with thousands of changed configurations and of
// requests for each nginx version. FAIRLEAD_MUTATIONS and FAIRLEAD_PAIRS say how many, FAIRLEAD_SEED which.
import { ensureDependencies } from './lib/dependencies.mjs';
import { run } from './lib/run.mjs';

ensureDependencies();

const seed = process.env.FAIRLEAD_SEED ?? String(Date.now() % 1_000_000);
const mutations = process.env.FAIRLEAD_MUTATIONS ?? '25000';
const pairs = process.env.FAIRLEAD_PAIRS ?? '25000';
console.log(`${mutations} changes and ${pairs} requests a version, FAIRLEAD_SEED=${seed}`);
const passed = run(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/differential', '--testTimeout', '3600000'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      FAIRLEAD_SEED: seed,
      FAIRLEAD_MUTATIONS: mutations,
      FAIRLEAD_PAIRS: pairs,
    },
  },
);
process.exit(passed ? 0 : 1);
