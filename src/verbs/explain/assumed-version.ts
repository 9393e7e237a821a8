import { formsOf } from '../../nginx/catalog/directive-form.ts';
import { MEASURED_VERSIONS } from '../../nginx/catalog/measured/versions.ts';
import { isIn } from '../../nginx/catalog/presence.ts';
import { variable } from '../../nginx/catalog/variables.ts';
import type { Configuration } from '../../nginx/syntax/index.ts';

/**
 * As old as what many machines run. With the defaults of before 1.29.7 a handshake needs more lines, so
 * that what is right by them is right by newer ones, too; the other way round a fault would be missed.
 */
const FIRST = '1.26.3';

/**
 * The version that a configuration is taken to be for where nothing tells: the oldest that knows its
 * directives and variables.
 */
export function assumedVersion(configuration: Configuration): string {
  const versions = MEASURED_VERSIONS.slice(MEASURED_VERSIONS.indexOf(FIRST));
  const directives = [...configuration.names];
  const variables = [...variablesIn(configuration)];
  const fitting = versions.find(
    (version) =>
      directives.every((name) => isKnown(name, version)) &&
      variables.every((name) => isKnownVariable(name, version)),
  );
  return fitting ?? FIRST;
}

/** The names behind every `$`, also in comments: a version too new is assumed sooner than one too old. */
function variablesIn({ files }: Configuration): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { source, tree } of files) {
    // A text before differs in digits alone, which no variable has that came since the first version.
    if (tree.mould !== undefined || !source.chars.includes('$')) continue;
    for (const [, name = ''] of source.chars.matchAll(/\$\{?([a-z]\w*)/gi)) {
      names.add(name.toLowerCase());
    }
  }
  return names;
}

/** What no version has is defined by the configuration itself. */
function isKnownVariable(name: string, version: string): boolean {
  return variable(name, 'http') === undefined || variable(name, 'http', version) !== undefined;
}

/** What no version knows says nothing about any. */
function isKnown(name: string, version: string): boolean {
  const forms = formsOf(name);
  return forms.length === 0 || forms.some((form) => isIn(form, version));
}
