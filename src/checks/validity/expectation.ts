import { choicesOf } from '../../nginx/catalog/choices.ts';
import type { DirectiveForm } from '../../nginx/catalog/index.ts';
import type { ValueKind } from '../../nginx/catalog/value-kinds.ts';
import { isNumber, isOffset, isSize, isTime } from '../../nginx/model/written-value.ts';

/** What a word has to be. */
export interface Expectation {
  readonly kind: ValueKind | 'flag' | 'choice';
  readonly holds: (text: string) => boolean;
  readonly words: string;
}

/** What a directive takes for an argument of such a kind; undefined where that is not known. */
export function expectedOf(
  { name, kind: formKind }: DirectiveForm,
  kind: ValueKind | undefined,
  version: string,
): Expectation | undefined {
  if (formKind === 'flag') return FLAG;
  const choices = choicesOf(name, version);
  if (choices !== undefined) return choiceOf(choices.words, version);
  return kind === undefined || kind === 'any' ? undefined : KINDS[kind];
}

const FLAG: Expectation = {
  kind: 'flag',
  holds: (text) => /^(?:on|off)$/i.test(text),
  words: 'on or off',
};

function choiceOf(words: readonly string[], version: string): Expectation {
  return {
    kind: 'choice',
    holds: (text) => words.includes(text.toLowerCase()),
    words: `${words.slice(0, -1).join(', ')} or ${words.at(-1)} (nginx ${version})`,
  };
}

/** What nginx takes for each kind of value. */
export const KINDS: Readonly<Record<Exclude<ValueKind, 'any'>, Expectation>> = {
  milliseconds: {
    kind: 'milliseconds',
    holds: (text) => isTime(text, 'ms'),
    words: 'a time such as 60s, 10m, 1h 30m or 7d (units are ms, s, m, h, d and w)',
  },
  seconds: {
    kind: 'seconds',
    holds: (text) => isTime(text, 's'),
    words: 'a time such as 60s, 10m, 1h 30m or 1y (units are s, m, h, d, w, M and y)',
  },
  size: { kind: 'size', holds: isSize, words: 'a size such as 512, 16k or 1m' },
  offset: { kind: 'offset', holds: isOffset, words: 'a size such as 16k, 10m or 1g' },
  number: { kind: 'number', holds: isNumber, words: 'a whole number' },
  positive: {
    kind: 'positive',
    holds: (text) => isNumber(text) && Number(text) > 0,
    words: 'a whole number above 0',
  },
  variable: {
    kind: 'variable',
    holds: (text) => /^\$./s.test(text),
    words: 'the name of a variable, with its $',
  },
};
