import type { Tree } from './tree.ts';

/** The text of a tree: its tokens, one after the other. Equal to what was read, whatever that was. */
export function print({ source, tokens }: Tree): string {
  const parts: string[] = [];
  for (let first = 0; first < tokens.count; first += atOnce) {
    const pieces: string[] = [];
    const behind = Math.min(first + atOnce, tokens.count);
    for (let index = first; index < behind; index += 1) {
      pieces.push(source.chars.slice(tokens.start(index), tokens.end(index)));
    }
    parts.push(pieces.join(''));
  }
  return parts.join('');
}

/** Tokens that are put together at once: millions of pieces would need far more room than the text. */
const atOnce = 8192;

/** The same as bytes: those that were read, or UTF-8 where a string was. */
export function printBytes(tree: Tree): Uint8Array {
  return tree.source.with(print(tree)).toBytes();
}
