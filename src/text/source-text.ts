import type { Span } from './span.ts';

/** Where a person finds an offset: both from 1; a column counts the text's own units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A text that is read once and never changes.
 *
 * What came as bytes is kept as one character per byte (Latin-1), so that every byte survives, valid
 * UTF-8 or not, and an offset is a byte offset. What came as a string is kept as it is, and its
 * offsets are those of the string. `show` makes either readable.
 */
export class SourceText {
  readonly chars: string;
  /** Whether one character stands for one byte. */
  readonly holdsBytes: boolean;
  private lineStarts: Int32Array | undefined;

  private constructor(chars: string, holdsBytes: boolean) {
    this.chars = chars;
    this.holdsBytes = holdsBytes;
  }

  static fromBytes(bytes: Uint8Array): SourceText {
    return new SourceText(toByteString(bytes), true);
  }

  /** Of a string in which each character is one byte, as `readFileSync(path, 'latin1')` gives it. */
  static fromByteString(chars: string): SourceText {
    return new SourceText(chars, true);
  }

  static fromString(text: string): SourceText {
    return new SourceText(text, false);
  }

  get length(): number {
    return this.chars.length;
  }

  /** The line break in use: that of the first line, LF where there is none. */
  get lineBreak(): '\n' | '\r\n' {
    const first = this.chars.indexOf('\n');
    return first > 0 && this.chars.charAt(first - 1) === '\r' ? '\r\n' : '\n';
  }

  position(offset: number): Position {
    const starts = this.starts();
    const line = lastAtOrBelow(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  }

  line(offset: number): number {
    return lastAtOrBelow(this.starts(), offset) + 1;
  }

  /** Where a line is, counted from 1, without its line break; undefined where there is none. */
  lineSpan(line: number): Span | undefined {
    const starts = this.starts();
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const next = starts[line];
    if (next === undefined) return { start, end: this.length };
    const isCrLf = next - 2 >= start && this.chars.charAt(next - 2) === '\r';
    return { start, end: isCrLf ? next - 2 : next - 1 };
  }

  /** A piece of this text, or of what was made from it, for people: bytes read as UTF-8. */
  show(piece: string): string {
    if (!this.holdsBytes || isAscii(piece)) return piece;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromByteString(piece));
  }

  toBytes(): Uint8Array {
    return this.holdsBytes ? fromByteString(this.chars) : new TextEncoder().encode(this.chars);
  }

  /** The text after a change, held in the same way. */
  with(chars: string): SourceText {
    return new SourceText(chars, this.holdsBytes);
  }

  /** `text` as it has to be written into this one: UTF-8 bytes where this holds bytes. */
  encode(text: string): string {
    if (!this.holdsBytes || isAscii(text)) return text;
    return toByteString(new TextEncoder().encode(text));
  }

  // Lines are asked for only where something is printed, so they are counted then.
  private starts(): Int32Array {
    this.lineStarts ??= lineStarts(this.chars);
    return this.lineStarts;
  }
}

function lineStarts(chars: string): Int32Array {
  let count = 1;
  for (let at = chars.indexOf('\n'); at !== -1; at = chars.indexOf('\n', at + 1)) count += 1;
  const starts = new Int32Array(count);
  let line = 0;
  for (let at = chars.indexOf('\n'); at !== -1; at = chars.indexOf('\n', at + 1)) {
    line += 1;
    starts[line] = at + 1;
  }
  return starts;
}

function lastAtOrBelow(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

/** As many arguments as one call may safely be given. */
const callSize = 8192;

function toByteString(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += callSize) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + callSize)));
  }
  return pieces.join('');
}

function fromByteString(chars: string): Uint8Array {
  const bytes = new Uint8Array(chars.length);
  for (let at = 0; at < chars.length; at += 1) bytes[at] = chars.charCodeAt(at);
  return bytes;
}
