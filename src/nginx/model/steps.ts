import type { Placed } from '../syntax/configuration.ts';

/** A part of nginx's work on a request. */
export type StepKind =
  | 'listener'
  | 'server'
  | 'rewrite'
  | 'location'
  | 'access'
  | 'files'
  | 'redirect'
  | 'error-page'
  | 'handler';

/** Something that nginx did with the request, in its order. */
export interface Step {
  readonly kind: StepKind;
  /** In a few words, without a full stop. */
  readonly text: string;
  /** The line that made it do so. */
  readonly at: Placed | undefined;
  /** What might have been taken in its place, and why it was not. */
  readonly lost: readonly Loser[];
  /** Why a reader may not have expected this; undefined where nothing is odd. */
  readonly surprise: string | undefined;
}

/** A candidate that was not taken. */
export interface Loser {
  readonly at: Placed;
  readonly name: string;
  readonly why: string;
}
