import type { Placed } from '../../syntax/configuration.ts';
import { type KnownValue, known, type UnknownValue, type Value, via } from '../value.ts';

/** A value that was chosen by another one, and has the lines of both. */
export function chosenBy(value: Value, source: Value): Value {
  return source.from.reduce(via, value);
}

/** The value where the source is not known: what all outcomes have in common, if they do. */
export function undecided(
  source: UnknownValue,
  outcomes: Iterable<KnownValue>,
  placed: Placed,
): Value {
  const texts = new Set<string>();
  for (const { text } of outcomes) texts.add(text);
  const [only] = texts;
  if (only !== undefined && texts.size === 1) return chosenBy(known(only, [placed]), source);
  return via(source, placed);
}
