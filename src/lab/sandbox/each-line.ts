import { formsOf } from '../../nginx/catalog/index.ts';
import type { Block, Configuration, Directive, LoadedFile } from '../../nginx/syntax/index.ts';
import type { FileCopy, Line, PlacedIn } from './line.ts';

/** What is done with a line; false: what stands in its block is left alone, includes too. */
export type Visit = (line: Line) => boolean;

/**
 * Visits every directive of a configuration that nginx comes to, once for each kind of place that its
 * file is read at. The lines of a `map` and the like are none, but their `include`s are. Gives the
 * copies of the files that it came to.
 */
export function eachLine({ main }: Configuration, visit: Visit): readonly FileCopy[] {
  if (main === undefined) return [];
  const copies = new Copies();
  copies.of(main, { isTable: false, isStream: false }, undefined);
  // Grows while it is gone through: what a copy includes comes behind it.
  for (const copy of copies.all) eachIn(copy, copy.file.tree.root, copy, { visit, copies });
  return copies.all;
}

interface Kind {
  readonly isTable: boolean;
  readonly isStream: boolean;
}

class Copies {
  readonly all: FileCopy[] = [];
  private readonly known = new Map<LoadedFile, FileCopy[]>();

  of(file: LoadedFile, kind: Kind, includedBy: PlacedIn | undefined): FileCopy {
    const same = this.known.get(file) ?? [];
    const { isTable, isStream } = kind;
    const found = same.find((one) => one.isTable === isTable && one.isStream === isStream);
    if (found !== undefined) return found;
    const copy = { index: this.all.length, file, isTable, isStream, includedBy };
    this.all.push(copy);
    this.known.set(file, [...same, copy]);
    return copy;
  }
}

interface Walk {
  readonly visit: Visit;
  readonly copies: Copies;
}

// Blocks nest no deeper than the parser allows, so recursion is safe here.
function eachIn(copy: FileCopy, block: Block, kind: Kind, walk: Walk): void {
  const { file } = copy;
  for (const directive of block.children) {
    if (kind.isTable && directive.name !== 'include') continue;
    const placed = { copy, directive };
    const targets = file.includes.get(directive.nameToken)?.files ?? [];
    const included = targets.map((target) => walk.copies.of(target, kind, placed));
    const isEntered = walk.visit({ ...placed, file, isStream: kind.isStream, included });
    if (directive.block !== undefined && isEntered) {
      eachIn(copy, directive.block, inside(directive, kind), walk);
    }
  }
}

function inside({ name }: Directive, { isTable, isStream }: Kind): Kind {
  return {
    isTable: isTable || formsOf(name).some(({ kind }) => kind === 'entries'),
    isStream: isStream || name === 'stream',
  };
}
