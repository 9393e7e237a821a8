import { takes } from '../../nginx/catalog/argument-rule.ts';
import { choicesOf } from '../../nginx/catalog/choices.ts';
import type { Context } from '../../nginx/catalog/context.ts';
import { type DirectiveForm, formsOf } from '../../nginx/catalog/index.ts';
import { isIn } from '../../nginx/catalog/presence.ts';
import { type ValueKind, valueKinds } from '../../nginx/catalog/value-kinds.ts';
import { isAtLeast } from '../../nginx/catalog/version.ts';
import type { Level, Model } from '../../nginx/model/index.ts';
import { isNumber, isOffset, isSize, isTime } from '../../nginx/model/written-value.ts';
import {
  type Argument,
  type Directive,
  type Placed,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { everyLevel } from './every-level.ts';
import { meantValue } from './meant-value.ts';
import { REFUSED } from './refused.ts';

/** Times, sizes, numbers, flags and choices that nginx cannot read. */
export function* judgeValues({ model }: ConfigurationEvidence): Generator<ConfigProblem> {
  const { http, version, configuration } = model;
  if (http === undefined) return;
  const names = [...configuration.names].filter((name) => isJudged(name, version));
  if (names.length === 0) return;
  const inOrder = new LinesInOrder();
  for (const level of [...everyLevel(http), ...http.blocks('upstream')]) {
    for (const name of names) {
      for (const placed of level.named(name)) {
        if (inOrder.has(level, placed)) continue;
        const problems = [...judgeLine(model, level, placed)];
        if (problems.length === 0) inOrder.add(level, placed);
        else yield* problems;
      }
    }
  }
}

/** The same few lines stand in thousands of places. */
class LinesInOrder {
  private readonly known = new Map<Context, Map<string, Set<string>>>();

  has({ context }: Level, { directive }: Placed): boolean {
    return this.known.get(context)?.get(directive.name)?.has(wordsOf(directive)) === true;
  }

  add({ context }: Level, { directive }: Placed): void {
    const inContext = this.known.get(context) ?? new Map<string, Set<string>>();
    this.known.set(context, inContext);
    const words = inContext.get(directive.name) ?? new Set<string>();
    inContext.set(directive.name, words.add(wordsOf(directive)));
  }
}

function wordsOf({ args }: Directive): string {
  return args.length === 1 ? (args[0]?.value ?? '') : args.map(({ value }) => value).join('\n');
}

function isJudged(name: string, version: string): boolean {
  return (
    valueKinds(name) !== undefined ||
    choicesOf(name, version) !== undefined ||
    formsOf(name).some(({ kind }) => kind === 'flag')
  );
}

function* judgeLine(
  { version }: Model,
  { context }: Level,
  placed: Placed,
): Generator<ConfigProblem> {
  const { name, args, block } = placed.directive;
  const form = formsOf(name).find((one) => one.contexts.includes(context) && isIn(one, version));
  // What may not stand there, or with so many words, is refused for that.
  const isInOrder = form !== undefined && block === undefined && takes(form.arguments, args.length);
  // What is no module of nginx's own reads its words as it likes.
  if (!isInOrder || form.thirdParty) return;
  const kinds = valueKinds(name);
  for (const [index, argument] of args.entries()) {
    // What is filled in later, by nginx or by whoever makes the file of a template, is not known.
    if (argument.value.includes('$')) continue;
    const expected = expectation(form, kinds?.[index], version);
    if (expected === undefined || expected.holds(argument.value)) continue;
    yield unreadable(placed, argument, expected);
  }
}

/** What a word has to be. */
interface Expectation {
  readonly kind: ValueKind | 'flag' | 'choice';
  readonly holds: (text: string) => boolean;
  readonly words: string;
}

function expectation(
  { name, kind: formKind }: DirectiveForm,
  kind: ValueKind | undefined,
  version: string,
): Expectation | undefined {
  if (formKind === 'flag') return FLAG;
  const choices = choicesOf(name, version);
  if (choices !== undefined) return choiceOf(choices.words, version);
  // It is how the default of 1.29.7 is turned off, and before no pool at all.
  if (name === 'keepalive' && kind === 'number' && !isAtLeast(version, '1.29.7')) {
    return KINDS.positive;
  }
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

const KINDS: Readonly<Record<Exclude<ValueKind, 'any'>, Expectation>> = {
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
};

function unreadable(
  placed: Placed,
  argument: Argument,
  { kind, holds, words }: Expectation,
): ConfigProblem {
  const { directive, file } = placed;
  const meant = meantValue(kind, argument.value);
  const isCertain = meant !== undefined && holds(meant);
  return {
    at: placed,
    span: argument.span,
    where: directive.name,
    message: `${REFUSED} got ${directive.name} ${argument.raw}, expected ${words}.${isCertain ? ` Write ${meant}.` : ''}`,
    fix: isCertain
      ? {
          title: `Write ${directive.name} ${meant}`,
          // Nothing else changes, as nothing ran with the value as it is.
          safe: true,
          edits: replaceArgument(directive.tree, argument, meant).map((edit) => ({ file, edit })),
        }
      : undefined,
  };
}
