import type { Span } from '../../text/span.ts';
import { TokenKind } from './token.ts';

/**
 * The tokens of one text, one after the other without a gap. Numbers in a shared array instead of an
 * object each: a big configuration has millions of tokens in thousands of files.
 */
export class TokenList {
  readonly count: number;
  private readonly slab: Uint32Array;
  private readonly first: number;
  private readonly length: number;

  /** `length`: that of the text, which is where the last token ends. */
  constructor(slab: Uint32Array, first: number, count: number, length: number) {
    this.slab = slab;
    this.first = first;
    this.count = count;
    this.length = length;
  }

  kind(index: number): TokenKind {
    if (index < 0 || index >= this.count) return TokenKind.Unread;
    return ((this.slab[this.first + index] ?? 0) & kindMask) as TokenKind;
  }

  start(index: number): number {
    if (index >= this.count) return this.length;
    return (this.slab[this.first + index] ?? 0) >>> kindBits;
  }

  end(index: number): number {
    return this.start(index + 1);
  }

  span(index: number): Span {
    return { start: this.start(index), end: this.end(index) };
  }
}

/** Collects the tokens of one text after the other. */
export class TokenListBuilder {
  private slab = new Uint32Array(slabSize);
  private first = 0;
  private count = 0;

  push(kind: TokenKind, start: number): void {
    const at = this.first + this.count;
    if (at === this.slab.length) this.makeRoom();
    this.slab[this.first + this.count] = (start << kindBits) | kind;
    this.count += 1;
  }

  /** Says of the last token what it turned out to be. */
  amend(kind: TokenKind): void {
    const last = this.first + this.count - 1;
    this.slab[last] = ((this.slab[last] ?? 0) & ~kindMask) | kind;
  }

  get size(): number {
    return this.count;
  }

  kind(index: number): TokenKind {
    return ((this.slab[this.first + index] ?? 0) & kindMask) as TokenKind;
  }

  start(index: number): number {
    return (this.slab[this.first + index] ?? 0) >>> kindBits;
  }

  /** The list. What room is left is for the next text. */
  finish(length: number): TokenList {
    const list = new TokenList(this.slab, this.first, this.count, length);
    this.first += this.count;
    this.count = 0;
    // A slab made for one big text is not kept for the small ones.
    if (this.slab.length > slabSize) this.startSlab(slabSize);
    return list;
  }

  private makeRoom(): void {
    const { slab, first, count } = this;
    this.startSlab(Math.max(slabSize, count * 2));
    this.slab.set(slab.subarray(first, first + count));
  }

  private startSlab(size: number): void {
    this.slab = new Uint32Array(size);
    this.first = 0;
  }
}

/** Tokens of small texts that share an array: 64 KiB. */
const slabSize = 1 << 14;

const kindBits = 4;
const kindMask = (1 << kindBits) - 1;

/** Where a token can begin, at most: what is left of 32 bits. */
export const maxStart: number = 2 ** (32 - kindBits) - 1;
