import { measuredNames } from '../../nginx/catalog/directive-form.ts';
import type { Refusal } from '../../nginx/model/refusals.ts';
import { nearestWord } from '../../text/nearest-word.ts';
import type { ConfigProblem } from '../configuration.ts';
import { isImagined } from './imagined-directives.ts';

/**
 * Unknown directives of one family, such as `vod_mode` and `vod_segment_duration`: several of them are no
 * typing mistakes but a module that is compiled in where the configuration runs. By their prefix. Names
 * that are known, in other versions or but for a slip, and names of no module are mistakes all the same.
 */
export function foreignFamilies(all: readonly Refusal[]): ReadonlyMap<string, readonly Refusal[]> {
  const families = new Map<string, Refusal[]>();
  const mistakes = new Map<string, boolean>();
  for (const refusal of all) {
    const prefix = prefixOf(refusal);
    if (prefix === undefined) continue;
    const { name } = refusal.placed.directive;
    const isMistake = mistakes.get(name) ?? (isImagined(name) || isNearlyKnown(name));
    mistakes.set(name, isMistake);
    if (isMistake) continue;
    const same = families.get(prefix);
    if (same === undefined) families.set(prefix, [refusal]);
    else same.push(refusal);
  }
  for (const [prefix, members] of families) {
    const names = new Set(members.map(({ placed }) => placed.directive.name));
    if (names.size < 2) families.delete(prefix);
  }
  return families;
}

/** The first word of an unknown directive's name. */
function prefixOf({ code, placed }: Refusal): string | undefined {
  if (code !== 'unknown-directive') return undefined;
  return /^([a-z\d]{3,}_)[a-z\d]/.exec(placed.directive.name)?.[1];
}

/** Letters that may differ in a name that is mistyped. */
const SLIPS = 2;

function isNearlyKnown(name: string): boolean {
  return nearestWord(name, measuredNames(), SLIPS) !== undefined;
}

/** One finding for all of them: it lacks one module. */
export function familyProblem(
  prefix: string,
  [first, ...others]: readonly Refusal[],
): ConfigProblem {
  if (first === undefined) throw new Error(`The family ${prefix} has no members.`);
  return {
    at: first.placed,
    severity: 'advice',
    where: `${prefix}…`,
    message: `An nginx without the module of ${prefix}… does not start with this: no module that is known here has such directives. See that it is compiled in, or loaded, where this runs.`,
    related: others.slice(0, SHOWN).map(({ placed }) => ({ at: placed, message: 'of the same' })),
  };
}

const SHOWN = 5;
