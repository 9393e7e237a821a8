import { takes } from '../../nginx/catalog/argument-rule.ts';
import { choicesOf } from '../../nginx/catalog/choices.ts';
import { formsOf } from '../../nginx/catalog/index.ts';
import { isIn } from '../../nginx/catalog/presence.ts';
import { valueKinds } from '../../nginx/catalog/value-kinds.ts';
import type { Level, Model } from '../../nginx/model/index.ts';
import { LinesInOrder } from '../../nginx/model/lines-in-order.ts';
import {
  type Argument,
  type Directive,
  type Placed,
  replaceArgument,
} from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence } from '../configuration.ts';
import { judgedGroups, judgedLevels } from './every-level.ts';
import { type Expectation, expectedOf } from './expectation.ts';
import { meantValue } from './meant-value.ts';
import { REFUSED } from './refused.ts';

/** Times, sizes, numbers, flags and choices that nginx cannot read. */
export function* judgeValues(evidence: ConfigurationEvidence): Generator<ConfigProblem> {
  const { model } = evidence;
  const { http, version, configuration } = model;
  if (http === undefined) return;
  const names = [...configuration.names].filter((name) => isJudged(name, version));
  if (names.length === 0) return;
  const inOrder = new LinesInOrder(wordsOf);
  for (const level of [...judgedLevels(evidence), ...judgedGroups(evidence)]) {
    for (const name of names) {
      for (const placed of level.named(name)) {
        if (inOrder.has(placed, level.context)) continue;
        const problems = [...judgeLine(model, level, placed)];
        if (problems.length === 0) inOrder.add(placed, level.context);
        else yield* problems;
      }
    }
  }
}

function wordsOf({ args }: Directive): string {
  return args.length === 1 ? (args[0]?.value ?? '') : args.map(({ value }) => value).join('\n');
}

function isJudged(name: string, version: string): boolean {
  return (
    valueKinds(name, version) !== undefined ||
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
  const kinds = valueKinds(name, version);
  for (const [index, argument] of args.entries()) {
    // What is filled in later, by nginx or by whoever makes the file of a template, is not known.
    if (argument.value.includes('$')) continue;
    const expected = expectedOf(form, kinds?.[index], version);
    if (expected === undefined || expected.holds(argument.value)) continue;
    yield unreadable(placed, argument, expected);
  }
}

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
