import { nextHops, type Trace } from '../nginx/model/index.ts';
import { remembered } from './remembered.ts';

/** What `nextHops` says, followed once: several checks ask for the hops of the same handshake. */
export const ownHops: (first: Trace) => readonly Trace[] = remembered(nextHops);
