import { remembered } from '../../checks/remembered.ts';
import type { Directive, Placed } from '../../nginx/syntax/index.ts';
import { directivesOf, type Unit } from './unit.ts';

/** Whether a line is of a unit, and not one that servers share. */
export function isLineOf(unit: Unit, { directive }: Placed): boolean {
  return wayTo(directive, unit) !== undefined;
}

/** The line of a unit where another one that reads alike has this; one that servers share is its own. */
export function sameLine(line: Placed, from: Unit, to: Unit): Placed {
  const [index, ...steps] = wayTo(line.directive, from) ?? [];
  const block = index === undefined ? undefined : to.blocks[index];
  if (block === undefined) return line;
  let { directive } = block;
  for (const step of steps) directive = directive.block?.children[step] ?? directive;
  return { ...line, directive, file: block.file };
}

const ownDirectives = remembered(directivesOf);

/** Which block of a unit a directive is in, and which child of which child there. */
function wayTo(directive: Directive, unit: Unit): readonly number[] | undefined {
  const way: number[] = [];
  for (let at: Directive | undefined = directive; at !== undefined; at = at.parent.owner) {
    const index = ownDirectives(unit).indexOf(at);
    if (index !== -1) return [index, ...way.reverse()];
    way.push(at.parent.children.indexOf(at));
  }
  return undefined;
}
