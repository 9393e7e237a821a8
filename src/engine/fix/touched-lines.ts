import type { Block, Directive, Placed, Tree } from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import { encloses, overlaps, type Span } from '../../text/span.ts';
import { type ConfigurationChange, isSameEdit } from './changed-configuration.ts';
import type { OffsetMap } from './offset-map.ts';
import type { PlannedFix } from './plan-fixes.ts';

/** The lines that a fix changes, removes or brings: nothing else may have to do with what changes. */
export class TouchedLines {
  readonly directives: Set<Directive> = new Set();
  private readonly brought = new Set<Directive>();

  static of(
    { fix }: PlannedFix,
    { before, after, moves, identify }: ConfigurationChange,
  ): TouchedLines {
    const touched = new TouchedLines();
    const oldTrees = new Map(before.files.map(({ path, tree }) => [path, tree]));
    const newTrees = new Map(after.files.map(({ path, tree }) => [path, tree]));
    for (const { file, edit } of fix.edits) {
      for (const [path, map] of moves) {
        const oldTree = oldTrees.get(path);
        const newTree = newTrees.get(path);
        if (identify(path) !== identify(file.path) || !oldTree || !newTree) continue;
        touched.addLines(edit, map, oldTree, newTree);
      }
    }
    return touched;
  }

  /** Whether the line itself, or an `include` that brings it, is changed. */
  has(line: Placed): boolean {
    for (let at: Placed | undefined = line; at !== undefined; at = at.from) {
      if (this.directives.has(at.directive)) return true;
    }
    return false;
  }

  /** Whether the fix brings this block, head and all. */
  isNew({ directive }: Placed): boolean {
    return this.brought.has(directive);
  }

  private addLines(edit: Edit, map: OffsetMap, oldTree: Tree, newTree: Tree): void {
    const old = linesIn(oldTree, edit.span);
    this.add(old);
    for (const landed of map.landed) {
      if (!isSameEdit(landed.edit, edit)) continue;
      const brought = linesIn(newTree, landed.after);
      this.add(brought);
      for (const one of brought) if (encloses(landed.after, one.span)) this.brought.add(one);
    }
    // A semicolon that was missing makes two lines of one.
    for (const { headSpan } of old) {
      const start = map.after(headSpan.start);
      this.add(linesIn(newTree, { start, end: map.after(headSpan.end) }));
    }
  }

  private add(directives: readonly Directive[]): void {
    for (const directive of directives) this.directives.add(directive);
  }
}

/** Directives of which the span holds a part: of a block, of its head. */
function linesIn(tree: Tree, span: Span): Directive[] {
  const found: Directive[] = [];
  const descend = (block: Block): void => {
    for (const directive of block.children) {
      const whole = directive.span;
      if (whole.end < span.start || whole.start > span.end) continue;
      if (overlaps(directive.headSpan, span)) found.push(directive);
      if (directive.block !== undefined) descend(directive.block);
    }
  };
  descend(tree.root);
  return found;
}
