import type { Span } from '../../text/span.ts';
import { TokenKind } from './token.ts';

/**
 * The tokens of one text, one after the other without a gap. Numbers in a shared array instead of an
 * object each: a big configuration has millions of tokens in thousands of files.
 */
export class TokenList {
  readonly count: number;
  private readonly packed: Uint32Array;
  private readonly first: number;
  private readonly length: number;

  /** `length`: that of the text, which is where the last token ends. */
  constructor(packed: Uint32Array, first: number, count: number, length: number) {
    this.packed = packed;
    this.first = first;
    this.count = count;
    this.length = length;
  }

  kind(index: number): TokenKind {
    if (index < 0 || index >= this.count) return TokenKind.Unread;
    return ((this.packed[this.first + index] ?? 0) & kindMask) as TokenKind;
  }

  /** The first word from a token on, up to `last`; what follows that where there is none. */
  nextWord(from: number, last: number): number {
    let index = from;
    // Written out, since it looks at every token of a configuration.
    for (; index <= last; index += 1) {
      const kind = (this.packed[this.first + index] ?? 0) & kindMask;
      if (kind >= TokenKind.Word && kind <= TokenKind.DoubleQuoted) break;
    }
    return index;
  }

  start(index: number): number {
    if (index >= this.count) return this.length;
    return (this.packed[this.first + index] ?? 0) >>> kindBits;
  }

  end(index: number): number {
    return this.start(index + 1);
  }

  span(index: number): Span {
    return { start: this.start(index), end: this.end(index) };
  }
}

/** Room for the tokens of one text after the other. */
export class TokenRoom {
  /** Where the text at hand keeps its tokens, from `first` on. */
  packed: Uint32Array = new Uint32Array(slabSize);
  first = 0;

  /** More room for a text that has filled what there was; its tokens move with it. */
  grow(): Uint32Array {
    const { packed, first } = this;
    const used = packed.length - first;
    this.packed = new Uint32Array(Math.max(slabSize, used * 2));
    this.packed.set(packed.subarray(first));
    this.first = 0;
    return this.packed;
  }

  /** The list of the text's tokens, up to `behind`. What room is left is for the next text. */
  take(behind: number, length: number): TokenList {
    const list = new TokenList(this.packed, this.first, behind - this.first, length);
    this.first = behind;
    // Room made for one big text is not kept for the small ones.
    if (this.packed.length > slabSize || this.first === this.packed.length) {
      this.packed = new Uint32Array(slabSize);
      this.first = 0;
    }
    return list;
  }
}

/**
 * Tokens of small texts that share an array: 1 MiB, of which the system provides only what is touched.
 * Measured: sixteen smaller arrays take longer to make than the tokens of a thousand files to find.
 */
const slabSize = 1 << 18;

/** A token is kept as its start, with the kind in this many of the lowest bits. */
export const kindBits: number = 4;
const kindMask = (1 << kindBits) - 1;

/** Where a token can begin, at most: what is left of 32 bits. */
export const maxStart: number = 2 ** (32 - kindBits) - 1;
