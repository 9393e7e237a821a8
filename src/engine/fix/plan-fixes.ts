import type { FileEdit, Fix } from '../../checks/configuration.ts';
import type { Block, Directive, LoadedFile } from '../../nginx/syntax/index.ts';
import type { Edit } from '../../text/edit.ts';
import { overlaps, type Span } from '../../text/span.ts';
import type { ConfigFinding } from '../judge-configuration.ts';

/** Which fixes are wanted. */
export interface FixWish {
  /** Whether those are wanted, too, that change more than their check is about. */
  readonly unsafe: boolean;
  /** Ids of the checks whose findings are to be fixed; all when left out. */
  readonly only?: readonly string[] | undefined;
}

/** A fix that is to be applied, and what it is for. */
export interface PlannedFix {
  readonly finding: ConfigFinding;
  readonly fix: Fix;
}

/** A fix that has to wait, since another one works at the same place. */
export interface PostponedFix extends PlannedFix {
  readonly because: PlannedFix;
}

export interface FixPlan {
  readonly taken: readonly PlannedFix[];
  /** To be planned again when the taken ones are applied: they may have cured it, or moved its place. */
  readonly later: readonly PostponedFix[];
}

/** What can be fixed of the findings, in their order. */
export function fixable(
  findings: readonly ConfigFinding[],
  { unsafe, only }: FixWish,
): PlannedFix[] {
  return findings.flatMap((finding) => {
    const { remedy: fix, check } = finding;
    if (fix === undefined || fix.edits.length === 0) return [];
    if (only !== undefined && !only.includes(check)) return [];
    return fix.safe || unsafe ? [{ finding, fix }] : [];
  });
}

/**
 * Chooses the fixes that can be applied at once. Two that work in the same block do not know of each
 * other: each would, say, write out the headers that its location takes over. So the first is taken
 * and the other has to wait. What both want in the same words at the same place, such as a map that is
 * missing, is in nobody's way.
 */
export function planFixes(findings: readonly ConfigFinding[], wish: FixWish): FixPlan {
  const claims = new Claims();
  const taken: PlannedFix[] = [];
  const later: PostponedFix[] = [];
  for (const planned of fixable(findings, wish)) {
    const because = claims.rivalOf(planned.fix);
    if (because === undefined) {
      claims.add(planned);
      taken.push(planned);
    } else later.push({ ...planned, because });
  }
  return { taken, later };
}

/** The edits of several fixes for each file, in the order of the fixes; what several want is made once. */
export function editsOf(fixes: readonly PlannedFix[]): Map<LoadedFile, Edit[]> {
  const edits = new Map<LoadedFile, Edit[]>();
  const wantedByOthers = new Set<string>();
  for (const { fix } of fixes) {
    // Of one fix, the same line twice is meant twice.
    const fresh = fix.edits.filter((edit) => !wantedByOthers.has(keyOf(edit)));
    for (const { file, edit } of fresh) edits.set(file, [...(edits.get(file) ?? []), edit]);
    for (const edit of fix.edits) wantedByOthers.add(keyOf(edit));
  }
  return edits;
}

/** Who works where. */
class Claims {
  private readonly identical = new Map<string, PlannedFix>();
  private readonly blocks = new Map<Block, PlannedFix>();

  add(planned: PlannedFix): void {
    for (const edit of planned.fix.edits) {
      this.identical.set(keyOf(edit), planned);
      for (const block of blocksOf(edit)) {
        if (!this.blocks.has(block)) this.blocks.set(block, planned);
      }
    }
  }

  rivalOf({ edits }: Fix): PlannedFix | undefined {
    for (const edit of edits) {
      if (this.identical.has(keyOf(edit))) continue;
      for (const block of blocksOf(edit)) {
        const rival = this.blocks.get(block);
        if (rival !== undefined) return rival;
      }
    }
    return undefined;
  }
}

function keyOf({ file, edit: { span, text } }: FileEdit): string {
  return JSON.stringify([file.path, span.start, span.end, text]);
}

/**
 * The innermost block around an edit, and every block that it takes away or whose head it changes. Two
 * edits that overlap share one of these.
 */
function* blocksOf({ file, edit: { span } }: FileEdit): Generator<Block> {
  let around = file.tree.root;
  for (let inner = blockAround(around, span); inner !== undefined; ) {
    around = inner;
    inner = blockAround(around, span);
  }
  yield around;
  for (const child of around.children) {
    if (child.block !== undefined && overlaps(child.span, span)) yield* withInner(child.block);
  }
}

function blockAround({ children }: Block, { start, end }: Span): Block | undefined {
  const isAround = ({ block }: Directive): boolean =>
    block !== undefined && block.span.start < start && end < block.span.end;
  return children.find(isAround)?.block;
}

function* withInner(block: Block): Generator<Block> {
  yield block;
  for (const { block: inner } of block.children) if (inner !== undefined) yield* withInner(inner);
}
