import type { Check } from '../../checks/check.ts';
import { defaultOf, knownDefaults } from '../../nginx/catalog/defaults.ts';

/** A directive whose default is not the same in two versions. */
export interface ChangedDefault {
  readonly directive: string;
  readonly since: string;
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/**
 * The defaults that changed between two versions and that the checks speak of: where nothing sets such a
 * directive, they are why a check comes out differently.
 */
export function changedDefaults(
  checks: readonly Check[],
  older: string,
  newer: string,
): ChangedDefault[] {
  const words = new Set(checks.flatMap(({ why, bad, good }) => wordsOf(`${why} ${bad} ${good}`)));
  const changed = knownDefaults().flatMap(([module, directive]) => {
    if (!words.has(directive)) return [];
    const before = defaultOf(module, directive, older);
    const now = defaultOf(module, directive, newer);
    const { since } = now ?? {};
    if (since === undefined || before?.since === since || before?.value === now?.value) return [];
    return [{ directive, since, before: before?.value, now: now?.value }];
  });
  return [...new Map(changed.map((one) => [one.directive, one])).values()];
}

function wordsOf(text: string): string[] {
  return text.match(/[a-z0-9_]+/g) ?? [];
}
