import type { Configuration, Placed } from '../../syntax/configuration.ts';
import { forwardedAddress } from '../net/forwarded-address.ts';
import { parseAddress, unmapped } from '../net/ip-address.ts';
import { known, type Value } from '../value.ts';
import { chosenBy, undecided } from './chosen-by.ts';
import { type DerivedContext, type DerivedVariable, variableName } from './derived-variable.ts';
import { type GeoTable, readGeoTable } from './geo-table.ts';
import { lazily } from './lazily.ts';

/** The variable of a `geo` block; undefined where it names none. */
export function readGeo(placed: Placed, configuration: Configuration): DerivedVariable | undefined {
  const words = placed.directive.args.map(({ value }) => value);
  const name = variableName(words.at(-1));
  if (name === undefined) return undefined;
  const table = lazily(() => readGeoTable(configuration.children(placed)));
  const source = words.length === 2 ? words[0] : undefined;
  return {
    name,
    placed,
    get volatile() {
      return table().volatile;
    },
    evaluate(context) {
      const address =
        source === undefined ? context.clientAddress : context.evaluate(source, placed);
      return valueFor(address, table(), context, placed);
    },
  };
}

function valueFor(
  source: Value,
  table: GeoTable,
  { forwardedFor }: DerivedContext,
  placed: Placed,
): Value {
  const none = known('', [placed]);
  if (source.unknown !== undefined) {
    const outcomes = [...table.values(), ...(table.isTotal ? [] : [none])];
    return undecided(source, outcomes, placed);
  }
  const from = parseAddress(source.text);
  const address = from && forwardedAddress(unmapped(from), forwardedFor, table.proxies);
  return chosenBy(table.find(address) ?? none, source);
}
