import { clouds } from './clouds.ts';
import { edges } from './edges.ts';
import type { HopKind } from './hop-kind.ts';
import { proxies } from './proxies.ts';

/** The kinds of hops of which something is documented. */
export const hopKinds: readonly HopKind[] = [...clouds, ...edges, ...proxies];
