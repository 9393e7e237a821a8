import type { Directive } from './tree.ts';

/**
 * The directives of all open blocks, those of the innermost last. A block takes its own when it is
 * closed, so that its list is made once and just as long as it has to be.
 */
export class PendingChildren {
  private readonly directives: Directive[] = [];
  private count = 0;
  private readonly marks: number[] = [];
  private depth = 0;

  start(): void {
    this.count = 0;
    this.depth = 0;
    this.marks[0] = 0;
  }

  open(): void {
    this.depth += 1;
    this.marks[this.depth] = this.count;
  }

  add(directive: Directive): void {
    this.directives[this.count] = directive;
    this.count += 1;
  }

  /** The directives of the innermost open block, which is closed with it. */
  close(): readonly Directive[] {
    const mark = this.marks[this.depth] ?? 0;
    const children = mark === this.count ? nothing : this.directives.slice(mark, this.count);
    this.count = mark;
    this.depth -= 1;
    // What was taken stays reachable from here until it is overwritten, which is fine for a few.
    if (this.depth < 0 && this.directives.length > kept) this.directives.length = 0;
    return children;
  }
}

const nothing: readonly Directive[] = [];

const kept = 1024;
