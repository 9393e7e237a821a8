import type { Block, Directive } from './tree.ts';

/** Visits every directive inside a block, however deep, in the order of the text. */
export function forEachDirective(block: Block, visit: (directive: Directive) => void): void {
  // Lists instead of recursion: blocks may nest deeper than the stack reaches.
  const open: (readonly Directive[])[] = [block.children];
  const next: number[] = [0];
  for (let depth = 0; depth >= 0; ) {
    const at = next[depth] ?? 0;
    next[depth] = at + 1;
    const directive = open[depth]?.[at];
    if (directive === undefined) {
      depth -= 1;
      continue;
    }
    visit(directive);
    const { block: inner } = directive;
    if (inner === undefined || inner.children.length === 0) continue;
    depth += 1;
    open[depth] = inner.children;
    next[depth] = 0;
  }
}
