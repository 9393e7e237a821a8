import type { Placed } from '../syntax/configuration.ts';
import type { Exchange } from './exchange.ts';
import { hasVariables, parseTemplate } from './template.ts';
import { concat, emptyValue, known, unknown, type Value } from './value.ts';
import { readVariable } from './variables/read-variable.ts';

/**
 * What a text with variables yields at this point of the request. `at` is the line that it stands in.
 *
 * nginx goes through the text twice: for its length, in which maps are evaluated and may change `$1`,
 * and then for its bytes. What `$1` is then is what the text gets.
 */
export function evaluate(exchange: Exchange, text: string, at: Placed): Value {
  if (!hasVariables(text)) return known(text);
  const parts = parseTemplate(text);
  const first = parts[0];
  if (first?.kind === 'variable' && parts.length === 1) {
    return readVariable(exchange, first.name, at);
  }
  const before = exchange.captures;
  const values = parts.map((part): Value | number => {
    if (part.kind === 'variable') return readVariable(exchange, part.name, at);
    return part.kind === 'capture' ? part.number : known(part.text);
  });
  const isSame = before === exchange.captures;
  return concat(
    values.map((value): Value => {
      if (typeof value !== 'number') return value;
      if (isSame) return capture(exchange, value);
      return unknown(
        `$${value}`,
        'a regular expression changes it while the text is put together',
        at,
      );
    }),
  );
}

/** `$1` to `$9`; empty where the last expression that matched had no such group. */
export function capture({ captures }: Exchange, number: number): Value {
  if (captures === undefined) return emptyValue;
  if (!('groups' in captures)) return { text: undefined, from: [], unknown: captures };
  if (captures.unsure.has(number)) {
    return unknown(`$${number}`, 'PCRE and this model may see the group differently');
  }
  return known(captures.groups[number] ?? '');
}
