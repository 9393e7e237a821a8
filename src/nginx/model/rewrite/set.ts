import type { Placed } from '../../syntax/configuration.ts';
import { via } from '../value.ts';
import type { RewriteEngine } from './engine.ts';
import { escapedCaptures } from './escaped-captures.ts';

/** `set $name value;` */
export function runSet(engine: RewriteEngine, line: Placed): undefined {
  const { exchange } = engine;
  const [variable = '', text = ''] = line.directive.args.map(({ value }) => value);
  const name = variable.replace(/^\$/, '').toLowerCase();
  const value = via(escapedCaptures(exchange, text, line, engine.quote), line);
  if (name === 'args') {
    exchange.validUnparsedUri = false;
    if (value.text === undefined) exchange.doubt(value.unknown);
    else exchange.args = value.text;
    return;
  }
  exchange.variables.set(name, value);
}
