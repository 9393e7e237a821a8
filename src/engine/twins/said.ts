import type { CannotTell } from '../../checks/check.ts';
import type { ConfigProblem, ConfigVerdict, SocketPath } from '../../checks/configuration.ts';
import { remembered } from '../../checks/remembered.ts';
import { whereOf } from '../where-of.ts';
import type { Twin } from './find-twins.ts';
import { isLineOf, sameLine } from './same-line.ts';
import { allWords, type Unit } from './unit.ts';

/** What a rule says of a path, or of the configuration as a whole. */
export interface Said {
  /** What it is said of, in words. */
  readonly where: string;
  readonly problems: readonly ConfigProblem[];
  readonly verdict: CannotTell | undefined;
}

/** Hears a rule out; without a `path` it is about the configuration as a whole. */
export function heard(judging: Generator<ConfigProblem, ConfigVerdict>, path?: SocketPath): Said {
  const problems: ConfigProblem[] = [];
  for (;;) {
    const step = judging.next();
    if (!step.done) problems.push(step.value);
    else if (problems.length === 0 && step.value === undefined) return NOTHING;
    else
      return {
        where: path === undefined ? 'the configuration' : whereOf(path),
        problems,
        verdict: step.value,
      };
  }
}

/** As most rules have to say of most paths. */
const NOTHING: Said = { where: '', problems: [], verdict: undefined };

export function saysSomething(said: Said): boolean {
  return said !== NOTHING;
}

/**
 * What is said of the first of twins, said of another one; undefined
 * where the words or places are none that both have in common, so that it has to be judged itself.
 */
export function inTwin(said: Said, twin: Twin): Said | undefined {
  const { where, problems, verdict } = said;
  if (problems.some(({ at, span }) => span !== undefined && isLineOf(twin.first, at))) {
    return undefined;
  }
  if (partsSpoken(twin.first)(said).some((index) => !isPartInBoth(index, twin))) return undefined;
  return {
    where,
    problems: problems.map((problem) => problemIn(problem, twin)),
    verdict,
  };
}

/** Its fix is only told of: what is to be fixed is judged without twins. */
function problemIn(problem: ConfigProblem, twin: Twin): ConfigProblem {
  const { at, related = [], fix } = problem;
  return {
    ...problem,
    at: sameLine(at, twin.first, twin.own),
    related: related.map((line) => ({ ...line, at: sameLine(line.at, twin.first, twin.own) })),
    fix: fix && { title: fix.title, safe: fix.safe, edits: [] },
  };
}

/** Which parts of the names of a first one anything that is said of it speaks of: mostly none. */
const partsSpoken = remembered((first: Unit) =>
  remembered((said: Said): readonly number[] => {
    const words = wordsIn(said);
    return nameParts(first).flatMap((part, index) => (words.has(part) ? [index] : []));
  }),
);

function isPartInBoth(index: number, { first, own }: Twin): boolean {
  return nameParts(first)[index] === nameParts(own)[index];
}

/** The words of all that is said, as `split` tells them apart. */
function wordsIn({ where, problems, verdict }: Said): ReadonlySet<string> {
  const texts = problems.flatMap(({ where: own, message, related = [], fix }) => [
    own ?? where,
    message,
    fix?.title ?? '',
    ...related.map((line) => line.message),
  ]);
  return new Set([...texts, verdict?.cannotTell ?? ''].flatMap(split));
}

/** The parts of all names of a unit, in an order that is the same for twins. */
const nameParts = remembered((unit: Unit): readonly string[] =>
  allWords(unit).flatMap(({ names }) => names.flatMap(split)),
);

function split(text: string): string[] {
  return text.toLowerCase().split(/[^\w-]+/);
}
