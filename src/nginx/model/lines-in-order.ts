import type { Context } from '../catalog/context.ts';
import type { Placed } from '../syntax/configuration.ts';
import type { Directive } from '../syntax/tree.ts';

/**
 * Lines that were found in order, by the place, the name and what else of them was looked at (their
 * shape): a big configuration has tens of thousands of lines, and a few dozen kinds of them.
 */
export class LinesInOrder<Shape> {
  private readonly shapes = new Map<Context, Map<string, Set<Shape>>>();
  private readonly shapeOf: (directive: Directive) => Shape;

  constructor(shapeOf: (directive: Directive) => Shape) {
    this.shapeOf = shapeOf;
  }

  has({ directive }: Placed, context: Context): boolean {
    const shapes = this.shapes.get(context)?.get(directive.name);
    return shapes?.has(this.shapeOf(directive)) === true;
  }

  add({ directive }: Placed, context: Context): void {
    const inContext = this.shapes.get(context) ?? new Map<string, Set<Shape>>();
    this.shapes.set(context, inContext);
    const shapes = inContext.get(directive.name) ?? new Set<Shape>();
    inContext.set(directive.name, shapes.add(this.shapeOf(directive)));
  }
}
