/** A part of a pattern. */
export type Node =
  | BytesNode
  | AssertionNode
  | ReferenceNode
  | SequenceNode
  | AlternativesNode
  | CaptureNode
  | AtomicNode
  | LookNode
  | RepeatNode;

/** One byte out of a set. */
export interface BytesNode {
  readonly kind: 'bytes';
  /** The set in JavaScript's syntax, such as `a` or `[aA]`. */
  readonly source: string;
}

/** A condition on the place that looks at no group: `^`, `$`, `\b` and such. */
export interface AssertionNode {
  readonly kind: 'assertion';
  /** The condition in JavaScript's syntax. */
  readonly source: string;
}

/** What a group matched before, by the group's number or name. */
export interface ReferenceNode {
  readonly kind: 'reference';
  readonly group: number | string;
  readonly caseless: boolean;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
}

export interface AlternativesNode {
  readonly kind: 'alternatives';
  readonly branches: readonly Node[];
}

export interface CaptureNode {
  readonly kind: 'capture';
  /** PCRE's number of the group, from 1 on. */
  readonly group: number;
  readonly body: Node;
}

/** `(?>…)`: once matched, it is not entered again. */
export interface AtomicNode {
  readonly kind: 'atomic';
  readonly body: Node;
}

/** A lookahead or lookbehind. */
export interface LookNode {
  readonly kind: 'look';
  readonly behind: boolean;
  readonly negative: boolean;
  readonly body: Node;
}

export interface RepeatNode {
  readonly kind: 'repeat';
  readonly min: number;
  /** `Infinity` where there is no limit. */
  readonly max: number;
  readonly lazy: boolean;
  readonly body: Node;
}

/** The parts that a part is made of. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'alternatives':
      return node.branches;
    case 'capture':
    case 'atomic':
    case 'look':
    case 'repeat':
      return [node.body];
    default:
      return [];
  }
}

/** The numbers of all groups in a part. */
export function groupsIn(node: Node): number[] {
  const inner = childrenOf(node).flatMap(groupsIn);
  return node.kind === 'capture' ? [node.group, ...inner] : inner;
}
