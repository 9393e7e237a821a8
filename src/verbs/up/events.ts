import type { NodeEvent } from '../../demo/start-nodes.ts';
import type { NginxEvent, SweptRun } from '../../nginx/process/index.ts';
import type { BackendChange } from './backend-watch.ts';

/** What happens while a gateway starts and runs. */
export type UpEvent =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'swept'; readonly run: SweptRun }
  | { readonly kind: 'nginx'; readonly event: NginxEvent }
  | { readonly kind: 'node'; readonly event: NodeEvent }
  | { readonly kind: 'backend'; readonly change: BackendChange };
