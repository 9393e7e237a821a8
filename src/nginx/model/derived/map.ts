import type { Configuration, Placed } from '../../syntax/configuration.ts';
import { known, type Unknown, unknown, type Value, via } from '../value.ts';
import { chosenBy } from './chosen-by.ts';
import { type DerivedContext, type DerivedVariable, variableName } from './derived-variable.ts';
import { lazily } from './lazily.ts';
import { asciiLowerCase, type MapEntry, type MapTable, readMapTable } from './map-table.ts';

/** The variable of a `map` block, of `http` or `stream`; undefined where it names none. */
export function readMap(placed: Placed, configuration: Configuration): DerivedVariable | undefined {
  const [source, target] = placed.directive.args;
  const name = variableName(target?.value);
  if (name === undefined || source === undefined) return undefined;
  const template = source.value;
  const table = lazily(() => readMapTable(configuration.children(placed)));
  return {
    name,
    placed,
    get volatile() {
      return table().volatile;
    },
    evaluate: (context) => {
      const value = context.evaluate(template, placed);
      return chosenBy(lookUp(value, { table: table(), placed, context }), value);
    },
  };
}

interface Lookup {
  readonly table: MapTable;
  readonly placed: Placed;
  readonly context: DerivedContext;
}

function lookUp(source: Value, lookup: Lookup): Value {
  const { table } = lookup;
  if (source.unknown !== undefined) return undecided(source.unknown, table.entries, lookup);
  const isAbsolute = table.hostnames && source.text.endsWith('.');
  const text = isAbsolute ? source.text.slice(0, -1) : source.text;
  const named = table.names.find(asciiLowerCase(text));
  if (named !== undefined) return yieldOf(named, lookup);
  // nginx asks no regular expression about nothing, not even `~^$`.
  return text === '' ? yieldOf(table.fallback, lookup) : matchRegexes(text, lookup);
}

function matchRegexes(text: string, lookup: Lookup): Value {
  const { table, context } = lookup;
  for (const [index, entry] of table.regexes.entries()) {
    const regex = entry.regex();
    if (regex.kind !== 'regex') {
      const { file, directive } = entry.line;
      const what = `the regular expression "${file.source.show(directive.name)}"`;
      const missing: Unknown = { what, why: regex.why, at: entry.line };
      return undecided(missing, table.regexes.slice(index), lookup);
    }
    const match = regex.exec(text);
    if (match === null) continue;
    context.capture(match, regex);
    return yieldOf(entry, lookup);
  }
  return yieldOf(table.fallback, lookup);
}

/** One of these entries or the default is chosen, and nobody knows which: what they have in common. */
function undecided(
  missing: Unknown,
  entries: readonly MapEntry[],
  { table, placed, context }: Lookup,
): Value {
  if (table.regexes.length > 0) context.loseCaptures(missing);
  const possible = [...entries, table.fallback];
  const [common = '', ...others] = new Set(possible.map((entry) => entry?.template ?? ''));
  if (others.length === 0) return via(context.evaluate(common, placed), placed);
  return unknown(missing.what, missing.why, missing.at, [placed]);
}

function yieldOf(entry: MapEntry | undefined, { placed, context }: Lookup): Value {
  if (entry === undefined) return known('', [placed]);
  const { template, line } = entry;
  if (!template.includes('$')) return known(template, [line]);
  return via(context.evaluate(template, line), line);
}
