import type { ToHub, ToNode } from './hub-messages.ts';
import type { NodeOptions } from './node.ts';

/** The first message to a node's process. */
export interface StartNode {
  readonly type: 'start';
  readonly options: Omit<NodeOptions, 'hub'>;
}

/** What the parent says to a node's process. */
export type ToChild = StartNode | { readonly type: 'stop' } | ToNode;

/** What a node's process says to the parent. */
export type FromChild =
  | { readonly type: 'join' }
  | { readonly type: 'ready'; readonly port: number; readonly inspectPort: number }
  | { readonly type: 'failed'; readonly why: string }
  | ToHub;
