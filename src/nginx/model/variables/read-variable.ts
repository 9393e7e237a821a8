import { variable } from '../../catalog/variables.ts';
import type { Placed } from '../../syntax/configuration.ts';
import type { DerivedContext } from '../derived/index.ts';
import type { Exchange } from '../exchange.ts';
import { headersNamed } from '../headers.ts';
import type { PcreMatch, PcreRegex } from '../regex/index.ts';
import { emptyValue, type Unknown, unknown, type Value, via } from '../value.ts';
import { builtIn, clientAddress as readClientAddress } from './built-in.ts';

/** What a variable holds at this point of the request. `at` is the line that asks for it. */
export function readVariable(
  exchange: Exchange,
  writtenName: string,
  at: Placed | undefined,
): Value {
  // nginx compares names in lower case (ngx_http_get_variable_index).
  const name = writtenName.toLowerCase();
  const given = exchange.variables.get(name);
  if (given !== undefined) return given;
  const derived = readDerived(exchange, name);
  if (derived !== undefined) return derived;
  const foreign = exchange.model.foreignVariable(name);
  if (foreign !== undefined) {
    return unknown(`$${name}`, `it is what ${foreign.directive.name} makes of it`, at, [foreign]);
  }
  // `set` and named groups define a variable for the whole configuration; elsewhere it is empty.
  if (isOfConfiguration(exchange, name)) return emptyValue;
  const value = builtIn(exchange, name, at);
  if (value !== undefined) return value;
  return unknown(`$${name}`, 'neither nginx nor this configuration defines it', at);
}

/** Also under a name that begins as nginx's own do: `$upstream_app`. */
function isOfConfiguration({ model }: Exchange, name: string): boolean {
  return model.isSomewhereSet(name) && variable(name, 'http', model.version) === undefined;
}

function readDerived(exchange: Exchange, name: string): Value | undefined {
  const derived = exchange.model.derivedVariable(name);
  if (derived === undefined) return undefined;
  const before = exchange.derived.get(name);
  if (before !== undefined && !derived.volatile) return before;
  const value = via(derived.evaluate(new Reading(exchange)), derived.placed);
  exchange.derived.set(name, value);
  return value;
}

/** A derived variable's view of the request. A class, as an object with getters takes V8 far longer to make. */
class Reading implements DerivedContext {
  private readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  evaluate(template: string, at: Placed): Value {
    return this.exchange.evaluate(template, at);
  }

  capture(match: PcreMatch, regex: PcreRegex): void {
    this.exchange.capture(match, regex);
  }

  loseCaptures(reason: Unknown): void {
    this.exchange.captures = reason;
  }

  get clientAddress(): Value {
    return readClientAddress(this.exchange);
  }

  get forwardedFor(): string[] {
    return headersNamed(this.exchange.headers, 'x-forwarded-for').map(({ value }) => value);
  }
}
