import type { Directive, Tree } from './tree.ts';

/** The innermost directive whose text holds the character at `offset`; undefined between directives. */
export function directiveAt(tree: Tree, offset: number): Directive | undefined {
  let { children } = tree.root;
  let found: Directive | undefined;
  for (;;) {
    const candidate = lastAtOrBefore(children, offset);
    if (candidate === undefined || candidate.span.end <= offset) return found;
    found = candidate;
    if (found.block === undefined) return found;
    children = found.block.children;
  }
}

function lastAtOrBefore(children: readonly Directive[], offset: number): Directive | undefined {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const child = children[middle];
    if (child !== undefined && child.tree.tokens.start(child.nameToken) <= offset) low = middle + 1;
    else high = middle;
  }
  return children[low - 1];
}
