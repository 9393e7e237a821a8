import { beginsLine, indentWidth } from './layout.ts';
import type { ProblemList } from './problem.ts';
import { type Block, none, type Tree } from './tree.ts';

/**
 * Finds the braces that lack their partner. When a "}" is forgotten, every later one closes the wrong
 * block, and the one that is left open at the end is the outermost. What gives the forgotten one away
 * is a "}" that stands further left than the line of the "{" it closes.
 */
export class UnclosedBlocks {
  private readonly tree: Tree;
  private readonly problems: ProblemList;
  private readonly suspects: Block[] = [];

  constructor(tree: Tree, problems: ProblemList) {
    this.tree = tree;
    this.problems = problems;
  }

  /** To be called for every block that is closed, in their order. */
  sawClose(block: Block): void {
    if (this.suspects.length >= suspectsKept || block.owner === undefined) return;
    const { nameToken } = block.owner;
    if (!beginsLine(this.tree, block.closeToken) || !beginsLine(this.tree, nameToken)) return;
    const close = indentWidth(this.tree, block.closeToken);
    if (close < indentWidth(this.tree, nameToken)) this.suspects.push(block);
  }

  /** `open`: the blocks that are still open at the end of the text, from the outermost in. */
  report(open: readonly Block[]): void {
    const unclosed = open.filter((block) => block.openToken !== none);
    const suspects = this.suspects.slice(0, unclosed.length);
    for (const block of suspects) this.add(block, this.closedWrongly(block));
    for (const block of unclosed.slice(suspects.length)) {
      this.add(block, 'The file ends within it: expected a "}".');
    }
  }

  private closedWrongly(block: Block): string {
    const line = this.tree.source.line(this.tree.tokens.start(block.closeToken));
    return `The "}" of line ${line} stands too far left to be its own, and the file ends with a "}" too few.`;
  }

  private add(block: Block, why: string): void {
    const name = block.owner?.name ?? '';
    const shown = name === '' ? 'This block' : `The block "${this.tree.source.show(name)}"`;
    const span = this.tree.tokens.span(block.openToken);
    this.problems.add('unclosed-block', span, `${shown} is not closed. ${why}`);
  }
}

/** More unclosed blocks than this are not told apart. */
const suspectsKept = 16;
