import { formsOf } from '../../nginx/catalog/directive-form.ts';
import { MEASURED_VERSIONS } from '../../nginx/catalog/measured/versions.ts';
import { isIn } from '../../nginx/catalog/presence.ts';
import type { Configuration } from '../../nginx/syntax/index.ts';

/**
 * As old as what many machines run. With the defaults of before 1.29.7 a handshake needs more lines, so
 * that what is right by them is right by newer ones, too; the other way round a fault would be missed.
 */
const FIRST = '1.26.3';

/** The version that a configuration is taken to be for where nothing tells: the oldest that knows its directives. */
export function assumedVersion({ names }: Configuration): string {
  const versions = MEASURED_VERSIONS.slice(MEASURED_VERSIONS.indexOf(FIRST));
  const fitting = versions.find((version) => [...names].every((name) => isKnown(name, version)));
  return fitting ?? FIRST;
}

/** What no version knows says nothing about any. */
function isKnown(name: string, version: string): boolean {
  const forms = formsOf(name);
  return forms.length === 0 || forms.some((form) => isIn(form, version));
}
