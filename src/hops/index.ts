/** Load balancers, CDNs and platforms in front of nginx: what is documented of them. */
export { findHop } from './find-hop.ts';
export type { HopKind } from './hop-kind.ts';
export { hopKinds } from './hop-kinds.ts';
