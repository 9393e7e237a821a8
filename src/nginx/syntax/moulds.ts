import type { SourceText } from '../../text/source-text.ts';
import type { ParseLimits } from './limits.ts';
import { type Parsed, parse } from './parse.ts';
import { Tree } from './tree.ts';
import { forEachDirective } from './walk.ts';

/**
 * Reads texts of which many differ in nothing but digits: what a machine wrote for each of a thousand
 * sites. The first of them is a mould: all that are written like it have its tokens, and its directives
 * in the same places, so that these are made only where somebody asks.
 */
export class Moulds {
  private readonly trees = new Map<string, Tree>();
  private readonly limits: Partial<ParseLimits>;

  constructor(limits: Partial<ParseLimits>) {
    this.limits = limits;
  }

  /** As `parse` does. */
  parse(source: SourceText): Parsed {
    if (source.length > MOST_CHARS) return parse(source, this.limits);
    const key = `${source.holdsBytes} ${withoutDigits(source.chars)}`;
    const mould = this.trees.get(key);
    if (mould !== undefined) return { tree: new Tree(source, mould.tokens, mould), problems: [] };
    const parsed = parse(source, this.limits);
    if (parsed.problems.length === 0 && hasPlainNames(parsed.tree))
      this.trees.set(key, parsed.tree);
    return parsed;
  }
}

/** What holds many sites is hardly written twice. */
const MOST_CHARS = 1 << 16;

/** How many digits stand where: no other digits are in it, so that it is the same for no other texts. */
function withoutDigits(chars: string): string {
  return chars.replace(/\d+/g, (digits) => String(digits.length));
}

/** Whether the names of directives are the same in all that is cast. Those of a map may be anything. */
function hasPlainNames(tree: Tree): boolean {
  let isPlain = true;
  forEachDirective(tree.root, ({ name }) => {
    if (/\d/.test(name)) isPlain = false;
  });
  return isPlain;
}
