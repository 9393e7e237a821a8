import { describe, expect, test } from 'vitest';
import { candidates, titleOf } from '../../nginx-versions.ts';
import { backendStatus } from './backend.ts';
import { generateConfiguration } from './generate-configuration.ts';
import type { ModelAnswer, ModelUnderTest } from './model-port.ts';
import { printConfiguration } from './print-configuration.ts';
import { describeDifference } from './report.ts';
import type { Pair } from './run-configuration.ts';
import { runDifferential } from './run-model-differential.ts';
import { smallestDifferences } from './smallest-differences.ts';

const found = await candidates();
const RUN = { seed: 7, configurations: 6, requestsPer: 40 };

test('the text of a configuration depends on its seed alone', () => {
  const print = (seed: number) =>
    printConfiguration(generateConfiguration(seed, new Set()).body).files;
  expect(print(5)).toEqual(print(5));
  expect(print(5)).not.toEqual(print(6));
});

describe.each(found)('$version', (candidate) => {
  const { nginx } = candidate;

  test.skipIf(!nginx)(`${titleOf(candidate)}: what happens to requests is seen`, async () => {
    if (!nginx) return;
    const pairs: Pair[] = [];
    const onPair = (pair: Pair): void => {
      pairs.push(pair);
    };
    const totals = await runDifferential({ ...RUN, versions: [nginx], onPair });
    const [only] = totals.versions;
    expect([...(only?.refused ?? [])]).toEqual([]);
    expect(only?.unobserved).toEqual([]);
    expect(pairs).toHaveLength(RUN.configurations * RUN.requestsPer);
    for (const { request, observed } of pairs) {
      const { status, loggedStatus, upstream } = observed ?? {};
      // Client, log and backend tell the same story; with 444 the client sees nothing.
      expect(status ?? loggedStatus, request.target).toBe(loggedStatus);
      if (upstream && loggedStatus === 101) expect(backendStatus(upstream)).toBe(101);
    }
    expect(pairs.some(({ observed }) => observed?.loggedStatus === 101)).toBe(true);
    expect(pairs.filter(({ observed }) => observed?.upstream).length).toBeGreaterThan(
      pairs.length / 5,
    );
  });
});

test.skipIf(!found.some(({ nginx }) => nginx))(
  'a model that is wrong is found out, and the case is made small',
  async () => {
    const versions = found.flatMap(({ nginx }) => (nginx ? [nginx] : [])).slice(0, 1);
    const run = { ...RUN, configurations: 2, versions, model: alwaysNotFound };
    const { differences } = await runDifferential(run);
    expect(differences.length).toBeGreaterThan(0);
    const [small] = await smallestDifferences({ ...run, differences }, 1);
    expect(small).toBeDefined();
    if (!small) return;
    const text = describeDifference(small);
    expect(text).toContain('model says: none');
    expect(text.split('\n').length).toBeLessThan(40);
  },
);

/** Knows one answer. */
const alwaysNotFound: ModelUnderTest = (): ModelAnswer => ({
  server: null,
  location: null,
  outcome: { kind: 'response', status: 404, redirect: null },
  upstream: null,
  unknown: [],
});
