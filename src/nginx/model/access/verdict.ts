import type { Placed } from '../../syntax/configuration.ts';
import type { Unknown } from '../value.ts';

/** What one module of the access phase says: nothing, yes, or a refusal with its status. */
export type Verdict = undefined | 'allow' | Refusal | { readonly unknown: Unknown };

export interface Refusal {
  readonly refused: number;
  readonly why: string;
  readonly at: Placed;
}
