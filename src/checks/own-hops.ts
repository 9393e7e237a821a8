import { letIn, nextHops, type Trace } from '../nginx/model/index.ts';
import { remembered } from './remembered.ts';

/**
 * The later hops of this same nginx that a request goes through, as one that their guards let in.
 * Followed once: several checks ask for the hops of the same handshake.
 */
export const ownHops: (first: Trace) => readonly Trace[] = remembered((first) =>
  nextHops(first, letIn),
);
