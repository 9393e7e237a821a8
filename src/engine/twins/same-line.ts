import { remembered } from '../../checks/remembered.ts';
import type { Directive, Placed } from '../../nginx/syntax/index.ts';
import { blocksOf, directivesOf, type Unit } from './unit.ts';

/** Whether a line is of a unit, and not one that servers share. */
export function isLineOf(unit: Unit, { directive }: Placed): boolean {
  return blockWith(directive, unit) !== undefined;
}

/** The line of a unit where another one that reads alike has this; one that servers share is its own. */
export function sameLine(line: Placed, from: Unit, to: Unit): Placed {
  const block = blockWith(line.directive, from);
  const twin = block && blocksOf(to)[ownDirectives(from).indexOf(block)];
  if (twin === undefined) return line;
  let { directive } = twin;
  for (const step of stepsTo(line.directive, block)) {
    directive = directive.block?.children[step] ?? directive;
  }
  return { ...line, directive, file: twin.file };
}

/** The block of a unit that a directive is, or stands in. */
function blockWith(directive: Directive, unit: Unit): Directive | undefined {
  const blocks = ownDirectives(unit);
  let at: Directive | undefined = directive;
  while (at !== undefined && !blocks.includes(at)) at = at.parent.owner;
  return at;
}

/** Which child of which child it is. */
function stepsTo(directive: Directive, block: Directive | undefined): readonly number[] {
  const steps: number[] = [];
  let at: Directive | undefined = directive;
  while (at !== undefined && at !== block) {
    steps.push(at.parent.children.indexOf(at));
    at = at.parent.owner;
  }
  return steps.reverse();
}

const ownDirectives = remembered(directivesOf);
