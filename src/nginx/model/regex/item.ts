import type { BytesNode, Node } from './node.ts';

/** A part of a pattern, and whether PCRE takes a quantifier after it. */
export interface Item {
  readonly node: Node;
  readonly isRepeatable: boolean;
}

/** A node for one byte out of a set in JavaScript's syntax. */
export function bytesOf(source: string): BytesNode {
  return { kind: 'bytes', source };
}
