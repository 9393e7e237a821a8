import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Far above what anything takes, so that a slow machine fails nothing; what hangs still ends.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Proofs in a lab mostly wait: more of them side by side cost little.
    maxConcurrency: 10,
  },
});
