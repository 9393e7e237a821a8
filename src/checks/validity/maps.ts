import { variable } from '../../nginx/catalog/variables.ts';
import { isAtLeast } from '../../nginx/catalog/version.ts';
import type { Model } from '../../nginx/model/index.ts';
import { type Placed, removeDirective, replaceArgument } from '../../nginx/syntax/index.ts';
import type { ConfigProblem, ConfigurationEvidence, Fix } from '../configuration.ts';
import { lineStarts, type MissingSemicolons, missingBefore } from './missing-semicolons.ts';
import { REFUSED } from './refused.ts';

/**
 * Maps that define no variable, and lines of a map that nginx does not take (ngx_http_map_block,
 * ngx_http_map; the same for stream).
 */
export function* judgeMaps({ model }: ConfigurationEvidence): Generator<ConfigProblem> {
  for (const level of [model.http, ...model.main.blocks('stream')]) {
    for (const name of ['map', 'geo', 'split_clients']) {
      for (const placed of level?.named(name) ?? []) {
        const problem = unnamedVariable(model, placed);
        if (problem !== undefined) yield problem;
        if (name === 'map') yield* judgeLines(model, placed);
      }
    }
  }
}

function unnamedVariable(model: Model, placed: Placed): ConfigProblem | undefined {
  const { name, args, block } = placed.directive;
  const target = args.at(-1);
  const isWhole = args.length === 2 || (name === 'geo' && args.length === 1);
  if (block === undefined || target === undefined || !isWhole) return undefined;
  if (target.value.startsWith('$')) return undefined;
  return {
    at: placed,
    where: name,
    message: `${REFUSED} got ${name} … ${target.raw}, expected the name of a variable, with a "$" in front of it.`,
    fix: /^\w+$/.test(target.value) ? withDollar(model, placed) : undefined,
    spoils: 'block',
  };
}

/** Nothing else changes, as nothing ran with the block as it is. */
function withDollar({ version }: Model, { directive, file }: Placed): Fix {
  const { args, tree } = directive;
  const [source] = args;
  const named = args.filter((argument) => {
    if (argument !== source || args.length === 1) return true;
    // Of the first one the "$" is forgotten, too, where it is a variable's name.
    const { value } = argument;
    return /^\w+$/.test(value) && variable(value.toLowerCase(), 'http', version) !== undefined;
  });
  const edits = named.flatMap((argument) => replaceArgument(tree, argument, `$${argument.value}`));
  return {
    title: `Write ${named.map(({ value }) => `$${value}`).join(' and ')}`,
    safe: true,
    edits: edits.map((edit) => ({ file, edit })),
  };
}

function* judgeLines(model: Model, map: Placed): Generator<ConfigProblem> {
  const where = `map ${map.directive.args[1]?.value ?? ''}`;
  const seen = new Map<string, Placed>();
  for (const placed of model.configuration.children(map)) {
    const problem = judgeShape(placed, model.version) ?? repeatedKey(placed, seen);
    if (problem !== undefined) yield { ...problem, where };
  }
}

function judgeShape(placed: Placed, version: string): ConfigProblem | undefined {
  const { name, argumentCount, isEnded } = placed.directive;
  // A line that is cut off is a mistake of the text.
  if (argumentCount === 1 || !isEnded) return undefined;
  if (argumentCount === 0 && isFlag(name, version)) return undefined;
  const missing = swallowedPairs(placed);
  return {
    at: placed,
    ...(missing && { span: missing.span }),
    message: `${REFUSED} a line of a map holds two words, what is looked for and what it yields; got ${argumentCount + 1}. ${missing === undefined ? 'Quote what holds spaces, and leave away what is too much.' : `A ";" is missing at the end of line ${missing.line}.`}`,
    fix: missing?.fix,
    spoils: 'block',
  };
}

function isFlag(name: string, version: string): boolean {
  return name === 'hostnames' || (name === 'volatile' && isAtLeast(version, '1.11.7'));
}

/** Pairs on lines of their own, all but the last without their `;`. */
function swallowedPairs(placed: Placed): MissingSemicolons | undefined {
  const starts = lineStarts(placed);
  const words = placed.directive.args.length + 1;
  // Places among the arguments are one less than those among all words.
  const isPaired = words === 2 * (starts.length + 1) && starts.every((at, i) => at === 2 * i + 1);
  return isPaired ? missingBefore(placed, starts) : undefined;
}

/** A key that is there already. Expressions may be, and wildcards are not looked at. */
function repeatedKey(placed: Placed, seen: Map<string, Placed>): ConfigProblem | undefined {
  const { name, args } = placed.directive;
  if (args.length !== 1 || name === 'include' || name.startsWith('~')) return undefined;
  const isDefault = name === 'default';
  // One backslash is there to be left out, and letters are looked at without their case.
  const key = isDefault ? name : `"${name.replace(/^\\/, '').toLowerCase()}"`;
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, placed);
    return undefined;
  }
  const isSame = first.directive.args[0]?.value === args[0]?.value;
  return {
    at: placed,
    message: `${REFUSED} ${isDefault ? 'the default' : key} stands twice in one map. Keep one.`,
    related: [{ at: first, message: 'the first one' }],
    fix: isSame ? remove(placed) : undefined,
  };
}

function remove({ directive, file }: Placed): Fix {
  const edits = removeDirective(directive).map((edit) => ({ file, edit }));
  return { title: 'Take the second one out', safe: true, edits };
}
